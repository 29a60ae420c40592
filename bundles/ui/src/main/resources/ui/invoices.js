// «Финансы» → «Счета»: all invoices of the branch, filters, and «Отправить в архив» for many of them at once.
import { LitElement, css, html, nothing } from 'lit';
import { api, day, looks, money } from '@crm/ui';
import './invoice-filter.js';
import './archive-dialog.js';
import './operation-report.js';
import { figureLooks, figures } from './invoice-figures.js';
import { due, state } from './invoice-state.js';
import { t } from './invoice-words.js';

class Invoices extends LitElement {
  static properties = {
    context: {},
    filter: { state: true },
    sort: { state: true },
    items: { state: true },
    summary: { state: true },
    next: { state: true },
    chosen: { state: true },
    asking: { state: true },
    copied: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    figureLooks,
    css`
      .bar { padding: .6rem 1rem; margin: 0 -1.25rem .5rem; background: var(--tint) }
      .list { overflow-x: auto }
      th button { padding: 0; color: inherit; font-weight: inherit; background: none; border: 0 }
      th button[aria-pressed='true'] { color: var(--accent) }
      button.icon { padding: .25rem .45rem; line-height: 0 }
      td.tick, th.tick { width: 1.5rem }
      td.keep { white-space: nowrap }
      td { font-size: .93rem }
      th, td { padding: .5rem .4rem }
      header { margin-bottom: 1rem }
      h1 { margin: 0 }
      tr.chosen td { background: var(--tint) }
      .part { font-size: .85rem }
      details { position: relative }
      summary { padding: .45rem .95rem; color: var(--accent); font-weight: 550; background: var(--paper); border: 1px solid var(--edge); border-radius: .45rem; cursor: pointer }
      details > div { position: absolute; right: 0; z-index: 2; display: grid; gap: .25rem; min-width: 17rem; margin-top: .35rem;
        padding: .4rem; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; box-shadow: var(--lifted) }
      details > div :is(button, a) { padding: .45rem .6rem; text-align: left; color: var(--ink); font-weight: 400; text-decoration: none; background: none; border: 0; border-radius: .4rem }
      details > div :is(button, a):hover:not(:disabled) { background: var(--tint) }
      @media (max-width: 44rem) {
        thead { display: none }
        tr { display: grid; grid-template-columns: 2rem 1fr auto; padding: .6rem 0; border-bottom: 1px solid var(--line) }
        td { padding: .1rem .3rem; border: 0 }
        td.tick { grid-row: span 5 }
        td:not(.tick) { grid-column: 2 / -1 }
        td.number { text-align: left }
        details > div { right: auto; left: 0 }
      }
    `,
  ];

  constructor() {
    super();
    this.filter = {};
    this.sort = '-issued';
    this.chosen = new Map();
  }

  updated(changed) {
    if (changed.has('context') && this.context && !this.context.rest) {
      this.chosen = new Map();
      this.load();
      this.sum();
    }
  }

  async sum() {
    try {
      this.summary = await api.get(`invoices/summary?branch=${this.context.branch.id}`);
    } catch (problem) {
      this.error = problem.message;
    }
  }

  query() {
    const query = new URLSearchParams({ branch: this.context.branch.id, sort: this.sort });
    Object.entries(this.filter).forEach(([key, value]) => value && query.set(key, value));
    return query;
  }

  async load(cursor) {
    const query = this.query();
    if (cursor) {
      query.set('cursor', cursor);
    }
    try {
      const page = await api.get(`invoices?${query}`);
      this.items = cursor ? [...this.items, ...page.items] : page.items;
      this.next = page.next;
      this.error = '';
    } catch (problem) {
      this.error = problem.message;
    }
  }

  narrow(filter) {
    this.filter = filter;
    this.chosen = new Map();
    this.load();
  }

  order(key) {
    this.sort = this.sort === `-${key}` ? key : `-${key}`;
    this.load();
  }

  pick(invoices, on) {
    const chosen = new Map(this.chosen);
    invoices.forEach((one) => (on ? chosen.set(one.id, one) : chosen.delete(one.id)));
    this.chosen = chosen;
  }

  async copy(invoice) {
    await navigator.clipboard.writeText(invoice.link);
    this.copied = invoice.id;
  }

  render() {
    const rest = this.context?.rest;
    if (rest) {
      const report = rest.match(/^reports\/(\d+)$/)?.[1];
      return html`<crm-operation-report .branch=${this.context.branch} .report=${report ?? null}></crm-operation-report>`;
    }
    return html`
      <header class="row spread">
        <h1>${t('title')}</h1>
        <div class="row">
          <a href="#/finance/invoices/reports">${t('reports')}</a>
          ${this.menu(t('export'), this.files())} ${this.menu(t('edit'), this.actions())}
        </div>
      </header>
      ${this.summary ? figures(this.summary, (status) => this.renderRoot.querySelector('crm-invoice-filter').choose(status)) : nothing}
      <section class="card">
        <crm-invoice-filter .branch=${this.context?.branch} @narrowed=${(event) => this.narrow(event.detail)}></crm-invoice-filter>
        ${this.chosen.size
          ? html`<div class="row bar" role="status">
              <strong>${t('chosen', this.chosen.size)}</strong>
              <button class="plain" @click=${() => (this.asking = 'chosen')}>${t('archive')}</button>
              <button class="plain" @click=${() => (this.chosen = new Map())}>${t('clear')}</button>
            </div>`
          : nothing}
        <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
        ${this.list()}
      </section>
      <crm-archive-dialog
        .branch=${this.context?.branch}
        .asking=${this.asking}
        .chosen=${[...this.chosen.keys()]}
        .filter=${this.filter}
        @closed=${() => (this.asking = null)}
      ></crm-archive-dialog>
    `;
  }

  menu(title, entries) {
    return html`<details @click=${(event) => event.target.closest('summary') || (event.currentTarget.open = false)}>
      <summary>${title}</summary>
      <div>${entries}</div>
    </details>`;
  }

  files() {
    return ['csv', 'xlsx'].map(
      (format) => html`<a href="/crm/api/v1/invoices/export?${this.context ? this.query() : ''}&format=${format}" download>${format.toUpperCase()}</a>`,
    );
  }

  actions() {
    return [
      html`<button ?disabled=${this.chosen.size === 0} @click=${() => (this.asking = 'chosen')}>${t('archive')}</button>`,
      html`<button ?disabled=${!this.items?.length} @click=${() => (this.asking = 'all')}>${t('archive.all')}</button>`,
    ];
  }

  head(title, key) {
    const on = this.sort.replace('-', '') === key;
    const arrow = on ? (this.sort.startsWith('-') ? ' ↓' : ' ↑') : '';
    return html`<button aria-pressed=${on} aria-label=${t('sort', title)} @click=${() => this.order(key)}>${title}${arrow}</button>`;
  }

  list() {
    if (!this.items) {
      return nothing;
    }
    if (this.items.length === 0) {
      return html`<p class="quiet">${Object.values(this.filter).some(Boolean) ? t('none') : t('none.yet')}</p>`;
    }
    const all = this.items.every((one) => this.chosen.has(one.id));
    return html`
      <div class="list">
        <table>
          <thead>
            <tr>
              <th class="tick">
                <input type="checkbox" aria-label=${t('select.page')} .checked=${all} @change=${(event) => this.pick(this.items, event.target.checked)} />
              </th>
              <th>${this.head(t('number'), 'issued')}</th>
              <th>${this.head(t('customer'), 'customer')}</th>
              <th>${t('method')}</th>
              <th>${t('period')}</th>
              <th>${t('until')}</th>
              <th>${t('status')}</th>
              <th class="number">${this.head(t('amount'), 'amount')}</th>
              <th></th>
            </tr>
          </thead>
          <tbody>${this.items.map((one) => this.row(one))}</tbody>
        </table>
      </div>
      ${this.next ? html`<p><button class="plain" @click=${() => this.load(this.next)}>${t('more')}</button></p>` : nothing}
    `;
  }

  row(invoice) {
    const on = this.chosen.has(invoice.id);
    return html`
      <tr class=${on ? 'chosen' : ''}>
        <td class="tick">
          <input type="checkbox" aria-label=${t('select', invoice.number)} .checked=${on} @change=${(event) => this.pick([invoice], event.target.checked)} />
        </td>
        <td class="keep">${invoice.number}</td>
        <td><a href="#/customers/${invoice.customer}">${invoice.customerName || invoice.customer}</a></td>
        <td>${t(`method.${invoice.method}`)}</td>
        <td>${period(invoice)}</td>
        <td>${day(invoice.payUntil) || t('until.open')}</td>
        <td>${state(invoice)}</td>
        <td class="number">${money(invoice.amount)} ${due(invoice)}</td>
        <td class="number">
          <button class="plain icon" title=${t('copy')} aria-label="${t('copy')} ${invoice.number}" @click=${() => this.copy(invoice)}>
            ${this.copied === invoice.id ? '✓' : chain}
          </button>
        </td>
      </tr>
    `;
  }
}

function period({ periodBegin, periodEnd }) {
  const [begin, end] = [day(periodBegin), day(periodEnd)];
  if (!end) {
    return t('period.from', begin);
  }
  if (begin === end) {
    return begin;
  }
  return `${begin.slice(-4) === end.slice(-4) ? begin.slice(0, -5) : begin} – ${end}`;
}

const chain = html`<svg viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
  <path d="M10 14a5 5 0 0 0 7.5.5l3-3a5 5 0 0 0-7-7l-1.7 1.7" /><path d="M14 10a5 5 0 0 0-7.5-.5l-3 3a5 5 0 0 0 7 7l1.7-1.7" />
</svg>`;

customElements.define('crm-invoices', Invoices);
