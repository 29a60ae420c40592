// A customer's card: what a forecast depends on, and the ways to change it.
import { LitElement, css, html, nothing } from 'lit';
import { day, looks, minor, money } from '@crm/ui';
import { school, wall } from './school.js';
import { t } from './school-words.js';

class CustomerCard extends LitElement {
  static properties = {
    branch: {},
    customer: {},
    widgets: {},
    card: { state: true },
    freezes: { state: true },
    ledger: { state: true },
    moving: { state: true },
    error: { state: true },
    changes: { state: true },
  };

  static styles = [
    looks,
    css`
      .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0 1rem; align-items: start }
      .line { display: flex; flex-wrap: wrap; gap: .35rem .75rem; align-items: center; padding: .35rem 0; border-bottom: 1px solid var(--line) }
      .line > :first-child { flex: 1 1 9rem }
      .line button { padding: .1rem .45rem; font-size: .85rem }
      [hidden] { display: none !important }
      .CANCELLED { text-decoration: line-through; color: var(--quiet) }
      form.row { align-items: end }
      form.row label { margin: 0; flex: 1 1 7rem }
    `,
  ];

  updated(changed) {
    if (changed.has('customer') || changed.has('branch')) {
      this.load();
    }
  }

  get path() {
    return `office/${this.branch.id}/customers/${this.customer}`;
  }

  async load() {
    [this.card, this.freezes, this.ledger] = await Promise.all([
      school.get(`branches/${this.branch.id}/customers/${this.customer}`),
      school.get(`${this.path}/freezes`),
      school.get(`${this.path}/ledger`),
    ]);
  }

  /** After a change everything is read again, contributed parts included, so that a forecast follows. */
  async change(work) {
    this.error = '';
    try {
      await work();
      this.moving = null;
      this.changes = (this.changes ?? 0) + 1;
      await this.load();
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (problem) {
      this.error = problem.message;
    }
  }

  lesson(id, action, body) {
    return this.change(() => school.post(`office/${this.branch.id}/lessons/${id}/${action}`, body));
  }

  cancel(lesson) {
    if (confirm(t('cancel.sure', wall(lesson.start)))) {
      this.lesson(lesson.id, 'cancel');
    }
  }

  pay(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const amount = minor(form.get('amount'), this.branch.currency);
    if (Number.isNaN(amount)) {
      this.error = t('cash.bad');
      return;
    }
    this.change(() => school.post(`${this.path}/payments`, { account: Number(form.get('account')), amount }));
    event.target.reset();
  }

  freeze(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const subscription = form.get('subscription') ? Number(form.get('subscription')) : null;
    this.change(() => school.post(`${this.path}/freezes`, { subscription, begin: form.get('begin'), end: form.get('end') }));
  }

  unfreeze(one) {
    if (confirm(t('unfreeze.sure', day(one.begin), day(one.end)))) {
      this.change(() => school.drop(`${this.path}/freezes/${one.id}`));
    }
  }

  render() {
    const { card } = this;
    if (!card) {
      return nothing;
    }
    return html`
      <h1>${card.name} ${card.active ? nothing : html`<span class="badge">${t('inactive')}</span>`}</h1>
      <p class="error" role="alert">${this.error}</p>
      <div class="two">${this.accounts(card)} ${this.contacts(card)}</div>
      <slot></slot>
      <div class="two">${this.lessons(card)} <div>${this.subscriptions(card)} ${this.frozen(card)} ${this.entries()}</div></div>
    `;
  }

  sum(amount, currency = this.branch.currency) {
    return money({ amount, currency });
  }

  accountName(id) {
    return id ? (this.card.subscriptions.find((one) => one.id === id)?.name ?? t('separate', id)) : t('base');
  }

  accounts(card) {
    return html`
      <section class="card">
        <h2>${t('accounts')}</h2>
        <table>
          ${card.accounts.map(
            (account) => html`<tr>
              <td>${this.accountName(account.id)}</td>
              <td class="number" data-account=${account.id}>${this.sum(account.balance, account.currency)}</td>
            </tr>`,
          )}
        </table>
        <form class="row" @submit=${this.pay}>
          <label ?hidden=${card.accounts.length < 2}>${t('accounts')}
            <select name="account">
              ${card.accounts.map((account) => html`<option value=${account.id}>${this.accountName(account.id)}</option>`)}
            </select></label>
          <label>${t('cash.amount')} <input name="amount" inputmode="decimal" required /></label>
          <button class="plain">${t('cash')}</button>
        </form>
      </section>
    `;
  }

  contacts(card) {
    return html`
      <section class="card">
        <h2>${t('contacts')}</h2>
        ${card.contacts.length
          ? card.contacts.map((contact) => html`<div><span class="quiet">${t(contact.kind)}:</span> ${contact.address}</div>`)
          : html`<p class="quiet">${t('contacts.none')}</p>`}
      </section>
    `;
  }

  lessons(card) {
    return html`
      <section class="card">
        <h2>${t('lessons')}</h2>
        ${card.lessons.length ? card.lessons.map((one) => this.lessonLine(one)) : html`<p class="quiet">${t('lessons.none')}</p>`}
      </section>
    `;
  }

  lessonLine(one) {
    const planned = one.status === 'PLANNED';
    return html`
      <div class="line">
        <span><span class=${one.status}>${wall(one.start)}</span>
          <span class="quiet">${one.excused ? t('excused') : t(one.status)}</span></span>
        ${planned
          ? html`<button class="plain" @click=${() => this.lesson(one.id, 'excuse', { customer: this.customer, excused: !one.excused })}>
                ${t(one.excused ? 'unexcuse' : 'excuse')}</button>
              <button class="plain" @click=${() => (this.moving = one.id)}>${t('move')}</button>
              <button class="plain" @click=${() => this.cancel(one)}>${t('cancel')}</button>`
          : nothing}
        ${one.status === 'CANCELLED'
          ? html`<button class="plain" @click=${() => this.lesson(one.id, 'restore')}>${t('restore')}</button>`
          : nothing}
        ${this.moving === one.id
          ? html`<input type="datetime-local" aria-label=${t('move.to')} .value=${one.start.slice(0, 16)}
              @change=${(event) => event.target.value && this.lesson(one.id, 'move', { start: event.target.value })} />`
          : nothing}
      </div>
    `;
  }

  subscriptions(card) {
    return html`
      <section class="card">
        <h2>${t('subscriptions')}</h2>
        ${card.subscriptions.length
          ? card.subscriptions.map(
              (one) => html`<div>${one.name}, ${this.sum(one.price)}
                <span class="quiet">${day(one.begin)} – ${one.end ? day(one.end) : '…'}</span></div>`,
            )
          : html`<p class="quiet">${t('subscriptions.none')}</p>`}
      </section>
    `;
  }

  frozen(card) {
    return html`
      <section class="card">
        <h2>${t('freezes')}</h2>
        ${this.freezes.length
          ? this.freezes.map(
              (one) => html`<div class="line">
                <span>${day(one.begin)} – ${day(one.end)}
                  <span class="quiet">${one.subscription ? this.accountName(one.subscription) : t('freeze.all')}</span></span>
                <button class="plain" @click=${() => this.unfreeze(one)}>${t('unfreeze')}</button>
              </div>`,
            )
          : html`<p class="quiet">${t('freezes.none')}</p>`}
        <form class="row" @submit=${this.freeze}>
          <label>${t('freeze.from')} <input type="date" name="begin" required /></label>
          <label>${t('freeze.to')} <input type="date" name="end" required /></label>
          <label>${t('subscriptions')}
            <select name="subscription">
              <option value="">${t('freeze.all')}</option>
              ${card.subscriptions.map((one) => html`<option value=${one.id}>${one.name}</option>`)}
            </select></label>
          <button class="plain">${t('freeze')}</button>
        </form>
      </section>
    `;
  }

  entries() {
    return html`
      <section class="card">
        <h2>${t('ledger')}</h2>
        ${this.ledger.length
          ? html`<table>
              ${this.ledger.slice(0, 12).map(
                (one) => html`<tr>
                  <td>${wall(one.at)}</td>
                  <td>${one.note}</td>
                  <td class="number">${this.sum(one.amount)}</td>
                </tr>`,
              )}
            </table>`
          : html`<p class="quiet">${t('ledger.none')}</p>`}
      </section>
    `;
  }
}

customElements.define('school-customer', CustomerCard);
