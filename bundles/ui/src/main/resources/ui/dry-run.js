// What a mailing would do on a day: figures, skips with reasons, the messages as they would go out.
import { LitElement, css, html, nothing } from 'lit';
import { api, day, looks, money } from '@crm/ui';
import { channelName } from './message-words.js';
import { t } from './mailing-words.js';

class DryRun extends LitElement {
  static properties = {
    mailing: {},
    branch: {},
    today: { state: true },
    report: { state: true },
    busy: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      :host { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 1rem }
      pre { white-space: pre-wrap; background: var(--faint); padding: .75rem; border-radius: .5rem; margin: .25rem 0 .75rem }
      form { align-items: end }
      label { max-width: 14rem; margin: 0 }
    `,
  ];

  async firstUpdated() {
    try {
      this.today = (await api.get(`branches/${this.branch.id}`)).today;
    } catch (problem) {
      this.error = problem.message;
    }
  }

  async ask(event) {
    event.preventDefault();
    this.busy = true;
    this.error = '';
    try {
      this.report = await api.post(`mailings/${this.mailing}/dry-runs`, { on: new FormData(event.target).get('on') });
    } catch (problem) {
      this.error = problem.message;
    }
    this.busy = false;
  }

  render() {
    return html`
      <form class="row" @submit=${this.ask}>
        <label>${t('mailing.try.day')} <input type="date" name="on" .value=${this.today ?? ''} required /></label>
        <button ?disabled=${this.busy}>${t('mailing.try')}</button>
      </form>
      ${this.busy ? html`<progress aria-label=${t('mailing.try')}></progress>` : nothing}
      <p class="error" role="alert">${this.error}</p>
      ${this.report ? this.figures(this.report) : nothing}
    `;
  }

  figures(report) {
    const skipped = Object.entries(report.skipped);
    return html`
      <h2>${t('mailing.try.title', day(report.on))}</h2>
      <p class="quiet">${t('mailing.try.window', day(report.window.begin), day(report.window.end))}</p>
      <p>
        ${t('run.billed')}: <b>${report.billed}</b> · ${t('run.amount')}: <b>${money(report.amount)}</b> ·
        ${t('run.failed')}: <b>${report.failed}</b>
        ${report.cost ? html` · ${t('mailing.try.cost', money(report.cost))}` : nothing}
      </p>
      ${skipped.length
        ? html`<p class="quiet">${t('run.skipped')}: ${skipped.map(([key, many]) => `${t(`skip.${key}`)} — ${many}`).join(', ')}</p>`
        : nothing}
      ${report.costs.map((one) => html`<p class="quiet">${costOf(one)}</p>`)}
      ${report.aboveCeiling
        ? html`<p class="error">${report.cost ? t('mailing.try.above', money(report.cost)) : t('mailing.try.above.unknown')}</p>`
        : nothing}
      ${report.limited ? html`<p class="error">${t('mailing.try.limited')}</p>` : nothing}
      ${report.messages.length
        ? html`<details><summary>${t('mailing.try.messages', report.messages.length)}</summary>
            ${report.messages.map(
              (message) => html`<p class="quiet">${message.address} ${message.subject}</p><pre>${text(message.body)}</pre>`,
            )}
          </details>`
        : html`<p class="quiet">${t('mailing.try.none')}</p>`}
    `;
  }
}

/** Of a channel that costs nothing only how many messages it sends. */
function costOf({ channel, messages, segments, cost }) {
  return cost?.amount === 0
    ? t('mailing.try.free', channelName(channel), messages)
    : t('mailing.try.channel', channelName(channel), messages, segments, cost ? money(cost) : t('mailing.try.unknown'));
}

/** The words of a body that may be HTML, blocks and cells apart; nothing of it is run. */
function text(body) {
  const words = new DOMParser().parseFromString(body, 'text/html').body;
  words.querySelectorAll('br, p, div, h1, h2, h3, h4, h5, h6, li, tr').forEach((block) => block.before('\n'));
  words.querySelectorAll('p, div, h1, h2, h3, h4, h5, h6, table, ul, ol').forEach((block) => block.after('\n'));
  words.querySelectorAll('td:not(:first-child), th:not(:first-child)').forEach((cell) => cell.before(' '));
  return words.textContent.replace(/\n\s*\n+/g, '\n').trim();
}

customElements.define('crm-dry-run', DryRun);
