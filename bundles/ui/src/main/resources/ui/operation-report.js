// «Протокол выполненных операций»: the reports of the branch, and one of them with its progress and rows.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import { t } from './invoice-words.js';

const PAGE = 200;
const PAUSE = 700;

class OperationReport extends LitElement {
  static properties = {
    branch: {},
    report: {},
    list: { state: true },
    shown: { state: true },
    rows: { state: true },
    next: { state: true },
    errorsOnly: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      dl { display: flex; flex-wrap: wrap; gap: 1rem; margin: 0 0 1rem }
      dl div { flex: 1; min-width: 7rem; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: .6rem }
      dt { color: var(--quiet) }
      dd { margin: 0; font-size: 1.3rem; font-weight: 600 }
      .good { color: var(--good) }
      .bad { color: var(--bad) }
      @media (max-width: 44rem) {
        .reports tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
        .reports td { display: block; padding: .1rem 0; border: 0 }
      }
    `,
  ];

  updated(changed) {
    if (changed.has('report') || changed.has('branch')) {
      this.shown = null;
      this.rows = [];
      this.next = null;
      this.follow();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** Asks again until the operation is over; rows come as they are done. */
  async follow() {
    clearTimeout(this.timer);
    try {
      if (!this.report) {
        this.list = await api.all(`operation-reports?branch=${this.branch.id}`);
        return;
      }
      this.shown = await api.get(`operation-reports/${this.report}`);
      if (this.shown.finishedAt) {
        await this.more();
      } else {
        this.timer = setTimeout(() => this.follow(), PAUSE);
      }
    } catch (problem) {
      this.error = problem.message;
    }
  }

  async more() {
    const cursor = this.next ? `&cursor=${encodeURIComponent(this.next)}` : '';
    const page = await api.get(`operation-reports/${this.report}/rows?limit=${PAGE}${cursor}`);
    this.rows = [...this.rows, ...page.items];
    this.next = page.next;
  }

  render() {
    return html`
      <p><a href="#/finance/invoices">← ${t('report.back')}</a></p>
      <h1>${t('report')}</h1>
      <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
      ${this.report ? this.one() : this.all()}
    `;
  }

  all() {
    if (!this.list) {
      return nothing;
    }
    return html`
      <section class="card">
        ${this.list.length === 0 ? html`<p class="quiet">${t('report.none')}</p>` : nothing}
        <table class="reports" ?hidden=${this.list.length === 0}>
          <tbody>
            ${this.list.map(
              (one) => html`
                <tr>
                  <td><a href="#/finance/invoices/reports/${one.id}">${t(`report.${one.operation}`)}</a></td>
                  <td>${moment(one.startedAt)}</td>
                  <td>${t('report.total')}: ${one.total}</td>
                  <td class="good">${t('report.done')}: ${one.done}</td>
                  <td class=${one.refused ? 'bad' : 'quiet'}>${t('report.refused')}: ${one.refused}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </section>
    `;
  }

  one() {
    const { shown } = this;
    if (!shown) {
      return nothing;
    }
    const over = shown.finishedAt !== null;
    return html`
      <section class="card">
        <div class="row spread">
          <p class="quiet">${t(`report.${shown.operation}`)} · ${t('report.started', moment(shown.startedAt))}</p>
          <span class="badge ${over ? 'COMPLETED' : ''}" role="status">${over ? t('report.finished') : t('report.running')}</span>
        </div>
        ${over ? nothing : html`<progress max=${Math.max(1, shown.total)} value=${shown.done + shown.refused} aria-label=${t('report')}></progress>`}
        <dl>
          <div><dt>${t('report.total')}</dt><dd id="total">${shown.total}</dd></div>
          <div><dt>${t('report.done')}</dt><dd id="done" class="good">${shown.done}</dd></div>
          <div><dt>${t('report.refused')}</dt><dd id="refused" class=${shown.refused ? 'bad' : ''}>${shown.refused}</dd></div>
        </dl>
        ${over ? this.table() : nothing}
      </section>
    `;
  }

  table() {
    const rows = this.errorsOnly ? this.rows.filter((row) => row.outcome !== 'DONE') : this.rows;
    const words = (row) => (row.message ? row.message : t(`outcome.${row.outcome}`));
    return html`
      <div class="row spread">
        <label class="inline">
          <input type="checkbox" @change=${(event) => (this.errorsOnly = event.target.checked)} /> ${t('report.errors')}
        </label>
        <span class="row">
          ${['csv', 'xlsx'].map(
            (format) => html`<a href="/crm/api/v1/operation-reports/${this.report}/export?format=${format}" download>${format.toUpperCase()}</a>`,
          )}
        </span>
      </div>
      <table>
        <thead>
          <tr><th>${t('number')}</th><th>${t('report.result')}</th></tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <td>${row.number ?? t('unknown', row.invoice)}</td>
                <td class=${row.outcome === 'DONE' ? 'good' : 'bad'}>${words(row)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
      ${this.next
        ? html`<p><button class="plain" @click=${() => this.more()}>${t('more')}</button></p>`
        : nothing}
    `;
  }
}

customElements.define('crm-operation-report', OperationReport);
