// «Финансы» → «Платежи»: online payments of the branch, and money that belongs to nobody yet.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment, money } from '@crm/ui';
import './assign-dialog.js';
import './attention-list.js';
import './invoice-payments.js';
import { t } from './payment-words.js';

const PAGE = 50;
const STATUSES = ['CAPTURED', 'PENDING', 'UNKNOWN', 'DECLINED', 'INTENT'];

class Payments extends LitElement {
  static properties = {
    context: {},
    status: { state: true },
    lines: { state: true },
    next: { state: true },
    open: { state: true },
    unassigned: { state: true },
    assigning: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      .list { overflow-x: auto }
      header { margin-bottom: 1rem }
      header label { margin: 0 }
      h1 { margin: 0 }
      td { font-size: .93rem }
      .badge.CAPTURED { color: var(--good); background: var(--good-tint) }
      .badge.DECLINED, .badge.UNKNOWN { color: var(--bad); background: var(--bad-tint) }
      .words { max-width: 24rem; overflow-wrap: anywhere }
      @media (max-width: 44rem) {
        thead { display: none }
        tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
        td { display: block; padding: .1rem .3rem; border: 0 }
        td.number { text-align: left }
      }
    `,
  ];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
      this.tell(async () => (this.unassigned = await api.all(`payments/unassigned?branch=${this.context.branch.id}`)));
    }
  }

  load(cursor) {
    return this.tell(async () => {
      const query = new URLSearchParams({ branch: this.context.branch.id, limit: PAGE });
      if (this.status) {
        query.set('status', this.status);
      }
      if (cursor) {
        query.set('cursor', cursor);
      }
      const page = await api.get(`payment-list?${query}`);
      this.lines = cursor ? [...this.lines, ...page.items] : page.items;
      this.next = page.next;
    });
  }

  changed() {
    this.load();
    this.renderRoot.querySelector('crm-attention-list').load();
  }

  async tell(work) {
    this.error = '';
    try {
      await work();
    } catch (problem) {
      this.error = problem.message;
    }
  }

  narrow(status) {
    this.status = status;
    this.open = null;
    this.load();
  }

  render() {
    return html`
      <header class="row spread">
        <h1>${t('title')}</h1>
        <label>${t('status')}
          <select @change=${(event) => this.narrow(event.target.value)}>
            <option value="">${t('any')}</option>
            ${STATUSES.map((one) => html`<option value=${one}>${t(`status.${one}`)}</option>`)}
          </select>
        </label>
      </header>
      <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
      <crm-attention-list .branch=${this.context?.branch}></crm-attention-list>
      ${this.nobodys()}
      <section class="card">${this.list()}</section>
      <crm-assign-dialog
        .branch=${this.context?.branch}
        .money=${this.assigning ?? null}
        @closed=${() => (this.assigning = null)}
        @assigned=${(event) => ((this.unassigned = event.detail), (this.assigning = null))}
      ></crm-assign-dialog>
    `;
  }

  nobodys() {
    if (!this.unassigned?.length) {
      return nothing;
    }
    return html`
      <section class="card">
        <h2>${t('unassigned')}</h2>
        <p class="quiet">${t('unassigned.intro')}</p>
        <div class="list">
          <table>
            <thead><tr><th>${t('received')}</th><th class="number">${t('amount')}</th><th>${t('bank.number')}</th><th>${t('why')}</th><th></th></tr></thead>
            <tbody>
              ${this.unassigned.map(
                (one) => html`<tr>
                  <td>${moment(one.at)}</td>
                  <td class="number">${money(one.amount)}</td>
                  <td>${one.providerId}</td>
                  <td class="words">${one.detail}</td>
                  <td class="number"><button class="plain" @click=${() => (this.assigning = one)}>${t('assign')}</button></td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>
    `;
  }

  list() {
    if (!this.lines) {
      return nothing;
    }
    if (this.lines.length === 0) {
      return html`<p class="quiet">${t('none')}</p>`;
    }
    return html`
      <div class="list">
        <table>
          <thead>
            <tr>
              <th>${t('started')}</th><th>${t('customer')}</th><th>${t('invoice')}</th><th>${t('account')}</th><th>${t('status')}</th>
              <th class="number">${t('amount')}</th><th></th>
            </tr>
          </thead>
          <tbody>${this.lines.map((one) => this.row(one))}</tbody>
        </table>
      </div>
      ${this.next ? html`<p><button class="plain" @click=${() => this.load(this.next)}>${t('more')}</button></p>` : nothing}
    `;
  }

  row(one) {
    const open = this.open === one.id;
    return html`
      <tr>
        <td>${moment(one.startedAt)}</td>
        <td><a href="#/customers/${one.customer}">${one.customerName || one.customer}</a></td>
        <td>${one.number}</td>
        <td>${one.account}</td>
        <td>
          <span class="badge ${one.status}">${t(`status.${one.status}`)}</span>
          ${one.status === 'CAPTURED' && one.receipt !== 'NONE' ? html`<div class="quiet">${t(`receipt.${one.receipt}`)}</div>` : nothing}
        </td>
        <td class="number">
          ${money(one.amount)}
          ${one.refunded.amount ? html`<div class="quiet">${t('refunded')} ${money(one.refunded)}</div>` : nothing}
        </td>
        <td class="number">
          <button class="plain" aria-expanded=${open} aria-label="${t('details')} ${one.number}" @click=${() => (this.open = open ? null : one.id)}>
            ${open ? t('hide') : t('details')}
          </button>
        </td>
      </tr>
      ${open
        ? html`<tr><td colspan="7"><crm-invoice-payments .invoice=${one.invoice} @changed=${this.changed}></crm-invoice-payments></td></tr>`
        : nothing}
    `;
  }
}

customElements.define('crm-payments', Payments);
