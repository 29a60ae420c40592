// One run of a mailing: its figures while it goes on, its report when it is over.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment, money } from '@crm/ui';
import { t } from './words.js';

class Run extends LitElement {
  static properties = {
    run: {},
    progress: { state: true },
    entries: { state: true },
  };

  static styles = [
    looks,
    css`
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin: 1rem 0 }
      dt { color: #5b6675 }
      dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums }
    `,
  ];

  updated(changed) {
    if (changed.has('run') && this.run) {
      this.listen();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.events?.close();
  }

  listen() {
    this.events?.close();
    this.events = new EventSource(`/crm/events?run=${this.run}`);
    this.events.addEventListener('progress', (event) => this.show(JSON.parse(event.data)));
  }

  async show(progress) {
    this.progress = progress;
    if (progress.run.state === 'COMPLETED') {
      this.events.close();
      this.entries = await api.get(`runs/${this.run}/entries?limit=500`);
    }
  }

  render() {
    const { progress } = this;
    if (!progress) {
      return nothing;
    }
    const skipped = Object.values(progress.skipped).reduce((sum, many) => sum + many, 0);
    return html`
      <p><a href="#/mailings">← ${t('run.back')}</a></p>
      <div class="row spread">
        <h1>${t('run')}</h1>
        <span class="badge ${progress.run.state}" role="status">${t(`run.${progress.run.state}`)}</span>
      </div>
      <section class="card">
        <progress max=${Math.max(1, progress.customers)} value=${progress.done}></progress>
        <p class="quiet">
          ${t('run.started', moment(progress.run.startedAt))} · ${t('run.done', progress.done, progress.customers)}
        </p>
        <dl>
          <div><dt>${t('run.billed')}</dt><dd id="billed">${progress.billed}</dd></div>
          <div><dt>${t('run.amount')}</dt><dd>${money(progress.amount)}</dd></div>
          <div><dt>${t('run.skipped')}</dt><dd id="skipped">${skipped}</dd></div>
          <div><dt>${t('run.failed')}</dt><dd id="failed">${progress.failed}</dd></div>
        </dl>
        ${list(t('run.skipped'), progress.skipped, 'skip')} ${list(t('run.messages'), progress.messages, 'message')}
      </section>
      ${this.entries ? this.report() : nothing}
    `;
  }

  report() {
    return html`
      <section class="card">
        <table>
          <thead>
            <tr>
              <th>${t('entry.customer')}</th>
              <th>${t('entry.result')}</th>
              <th class="number">${t('invoice.amount')}</th>
            </tr>
          </thead>
          <tbody>
            ${this.entries.map(
              (entry) => html`
                <tr>
                  <td><a href="#/customers/${entry.customer}">${entry.customerName || entry.customer}</a></td>
                  <td>${entry.outcome === 'SKIPPED' ? t(`skip.${entry.reason}`) : t(`entry.${entry.outcome}`, entry.error)}</td>
                  <td class="number">${entry.amount ? money(entry.amount) : ''}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </section>
    `;
  }
}

function list(title, counts, prefix) {
  const entries = Object.entries(counts);
  return entries.length
    ? html`<p class="quiet">${title}: ${entries.map(([key, many]) => `${t(`${prefix}.${key}`)} — ${many}`).join(', ')}</p>`
    : nothing;
}

customElements.define('crm-run', Run);
