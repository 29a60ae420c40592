// What went to a customer and what came back, on the customer's card, newest first.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import { channelName, course, look, t } from './message-words.js';

const PAGE = 20;

class CustomerMessages extends LitElement {
  static properties = { context: {}, lines: { state: true }, error: { state: true } };

  static styles = [
    looks,
    css`
      td { font-size: .93rem; vertical-align: top; overflow-wrap: anywhere }
      td.time { white-space: nowrap }
      .badge.good { color: var(--good); background: var(--good-tint) }
      .badge.bad { color: var(--bad); background: var(--bad-tint) }
    `,
  ];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
    }
  }

  async load() {
    const { branch, customer } = this.context;
    const query = `branch=${branch.id}&customer=${customer}&limit=${PAGE}`;
    this.error = '';
    try {
      const [out, back] = await Promise.all([api.get(`messages?${query}`), api.get(`messages/inbound?${query}`)]);
      const lines = [
        ...out.items.map(({ message, openedAt }) => ({ at: message.delivery.sent ?? message.changedAt, message, openedAt })),
        ...back.items.map((inbound) => ({ at: inbound.at, inbound })),
      ];
      this.lines = lines.sort((one, other) => other.at.localeCompare(one.at)).slice(0, PAGE);
    } catch (problem) {
      this.lines = [];
      this.error = problem.message;
    }
  }

  render() {
    if (!this.lines) {
      return nothing;
    }
    return html`
      <section class="card">
        <h2>${t('title')}</h2>
        <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
        ${this.lines.length || this.error ? nothing : html`<p class="quiet">${t('none')}</p>`}
        <table>
          <tbody>${this.lines.map((line) => (line.message ? this.out(line) : this.back(line)))}</tbody>
        </table>
      </section>
    `;
  }

  out({ at, message, openedAt }) {
    return html`
      <tr>
        <td class="time">${moment(at)}</td>
        <td>${channelName(message.channel)} · ${t(`purpose.${message.purpose}`)}<div class="quiet">${message.address}</div></td>
        <td><span class="badge ${look(message)}">${t(`state.${message.state}`)}</span><div class="quiet">${course(message, openedAt)}</div></td>
      </tr>
    `;
  }

  back({ at, inbound }) {
    return html`
      <tr>
        <td class="time">${moment(at)}</td>
        <td>${channelName(inbound.channel)} · ${t('inbound')}<div class="quiet">${inbound.address}</div></td>
        <td>${inbound.kind === 'TEXT' ? inbound.text : t(`inbound.${inbound.kind}`)}</td>
      </tr>
    `;
  }
}

customElements.define('crm-customer-messages', CustomerMessages);
