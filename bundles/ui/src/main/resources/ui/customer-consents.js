// How a customer may be written to, on the customer's card: consents, and addresses that are held back.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import { once } from './once.js';
import { channelName, t } from './message-words.js';

const CONSENTS = ['UNKNOWN', 'GIVEN', 'WITHDRAWN'];

class CustomerConsents extends LitElement {
  static properties = { context: {}, lines: { state: true }, error: { state: true }, told: { state: true }, busy: { state: true } };

  static styles = [
    looks,
    css`
      td { font-size: .93rem; vertical-align: top; overflow-wrap: anywhere }
      td select { width: auto; margin: 0 }
    `,
  ];

  constructor() {
    super();
    this.keyOf = once();
  }

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
    }
  }

  async load() {
    const { branch, customer } = this.context;
    this.error = '';
    try {
      this.lines = await api.get(`consents?branch=${branch.id}&customer=${customer}`);
    } catch (problem) {
      this.lines = [];
      this.error = problem.message;
    }
  }

  /** What was chosen is undone in sight if it could not be kept. */
  async note(channel, consent) {
    const { branch, customer } = this.context;
    const body = { branch: branch.id, customer, channel, consent };
    this.busy = true;
    this.error = this.told = '';
    try {
      await api.post('consents', body, this.keyOf({ ...body, at: Date.now() }));
      this.told = t('consents.noted', channelName(channel), t(`consent.${consent}`));
      await this.load();
    } catch (problem) {
      const message = problem.message;
      await this.load();
      this.error = message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    if (!this.lines || (!this.lines.length && !this.error)) {
      return nothing;
    }
    return html`
      <section class="card">
        <h2>${t('consents')}</h2>
        <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
        <table><tbody>${this.lines.map((one) => this.row(one))}</tbody></table>
        <p class="quiet" role="status">${this.told}</p>
      </section>
    `;
  }

  row(one) {
    const chosen = (event) => this.note(one.channel, event.target.value);
    return html`
      <tr>
        <td>${channelName(one.channel)}</td>
        <td>
          <select aria-label=${t('consents.of', channelName(one.channel))} ?disabled=${this.busy} @change=${chosen}>
            ${CONSENTS.map((consent) => html`<option value=${consent} ?selected=${consent === one.consent}>${t(`consent.${consent}`)}</option>`)}
          </select>
          ${one.since ? html`<div class="quiet">${t('consents.since', moment(one.since))}</div>` : nothing}
        </td>
        <td>
          ${one.writes ? nothing : html`<div>${t(one.consent === 'UNKNOWN' ? 'consents.needed' : 'consents.silent')}</div>`}
          ${one.suppressed.map((entry) => html`<div>${t('consents.held', entry.address)}<div class="quiet">${entry.why}</div></div>`)}
        </td>
      </tr>
    `;
  }
}

customElements.define('crm-customer-consents', CustomerConsents);
