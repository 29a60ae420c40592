// The invoices of a customer, on the customer's card: list, link, why each asks for so much, and a form for a new one.
import { LitElement, css, html, nothing } from 'lit';
import { api, day, looks, money } from '@crm/ui';
import './invoice-form.js';
import './invoice-payments.js';
import './message-form.js';
import { linesTable, totalsOf } from './forecast-lines.js';
import { due, state } from './invoice-state.js';
import { t } from './words.js';

class CustomerInvoices extends LitElement {
  static properties = {
    context: {},
    invoices: { state: true },
    adding: { state: true },
    copied: { state: true },
    why: { state: true },
    paid: { state: true },
    recipients: { state: true },
    writing: { state: true },
    hint: { state: true },
  };

  static styles = [
    looks,
    css`
      .keep { white-space: nowrap }
      td.buttons { white-space: normal }
      td button { margin: .1rem 0 }
      .envelope { padding: .05rem .45rem; margin-left: .2rem }
      .scroll { overflow-x: auto }
      .part { font-size: .85rem }
      .hint { padding: .75rem 1rem; background: var(--warn-tint); border: 1px solid var(--edge); border-radius: .6rem }
      @media (max-width: 56rem) {
        .invoices, .invoices > tbody { display: block }
        .invoices > thead { display: none }
        .invoices > tbody > tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
        .invoices > tbody > tr > td { display: block; padding: .1rem 0; border: 0 }
        .invoices > tbody > tr > td.number { text-align: left; white-space: normal }
      }
    `,
  ];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
      this.loadRecipients();
    }
  }

  async load() {
    const { branch, customer } = this.context;
    this.invoices = (await api.get(`invoices?branch=${branch.id}&customer=${customer}&limit=500`)).items;
  }

  async loadRecipients() {
    const { branch, customer } = this.context;
    try {
      this.recipients = await api.get(`messages/recipients?branch=${branch.id}&customer=${customer}`);
    } catch {
      this.recipients = [];
    }
  }

  /** An envelope beside each address that a message can go to (R041). */
  contacts() {
    if (!this.recipients?.length) {
      return nothing;
    }
    return html`
      <div class="row">
        ${this.recipients.map(
          (one) => html`<span class="quiet">${one.address}
            <button class="plain envelope" title=${t('message.write')} aria-label="${t('message.write')} ${one.address}"
              @click=${() => (this.writing = { recipient: one, text: this.link })}>✉</button></span>`,
        )}
      </div>
      ${this.writing
        ? html`<crm-message-form .context=${this.context} .recipient=${this.writing.recipient} .text=${this.writing.text ?? ''}
            @closed=${() => (this.writing = null)}></crm-message-form>`
        : nothing}
    `;
  }

  /** Warns where nobody can pay online what has just been issued. */
  async saved(event) {
    this.adding = false;
    this.hint = '';
    await this.load();
    try {
      const { readiness } = await api.get(`payments/readiness?invoice=${event.detail.id}`);
      this.hint = readiness === 'READY' ? '' : t(`readiness.${readiness}`);
    } catch {
      this.hint = '';
    }
  }

  /** Shows why the invoice asks for so much, and how that would be different today. */
  async explain(invoice) {
    if (this.why?.id === invoice.id) {
      this.why = null;
      return;
    }
    const explanation = await api.get(`invoices/${invoice.id}/explanation`);
    const changes = explanation.snapshot ? await this.changes(invoice) : null;
    this.why = { id: invoice.id, explanation, changes };
  }

  async changes(invoice) {
    try {
      return (await api.get(`invoices/${invoice.id}/changes`)).changes;
    } catch (problem) {
      return [{ text: problem.message, amount: null }];
    }
  }

  async copy(invoice) {
    await navigator.clipboard.writeText(invoice.link);
    this.copied = invoice.id;
    this.link = invoice.link;
  }

  render() {
    return html`
      <section class="card">
        <div class="row spread">
          <h2>${t('invoices')}</h2>
          <button @click=${() => (this.adding = true)} ?hidden=${this.adding}>${t('invoice.add')}</button>
        </div>
        ${this.adding ? this.form() : nothing}
        <p class="hint" role="status" ?hidden=${!this.hint}>⚠ ${this.hint}</p>
        ${this.contacts()} ${this.list()}
      </section>
    `;
  }

  form() {
    const unpaid = (this.invoices || []).filter((one) => one.status === 'AWAITING_PAYMENT').map((one) => one.number);
    return html`
      <crm-invoice-form
        .context=${this.context}
        .unpaid=${unpaid}
        @saved=${this.saved}
        @closed=${() => (this.adding = false)}
      ></crm-invoice-form>
    `;
  }

  explanation(invoice) {
    const { explanation, changes } = this.why;
    const lines = explanation.lines.map((line) => ({
      ...line,
      net: { amount: line.gross.amount - line.discount.amount, currency: line.gross.currency },
    }));
    const totals = explanation.snapshot ? totalsOf(explanation.balance) : [];
    return html`
      <tr>
        <td colspan="6">
          <div class="scroll" tabindex="0">${linesTable(lines, [...totals, [t('line.due'), invoice.amount]])}</div>
          ${changes
            ? html`
                <p class="quiet">${changes.length ? t('forecast.changes') : t('forecast.unchanged')}</p>
                <ul>${changes.map((one) => html`<li>${one.text}${one.amount ? html`: ${money(one.amount)}` : nothing}</li>`)}</ul>
              `
            : nothing}
        </td>
      </tr>
    `;
  }

  list() {
    if (!this.invoices) {
      return nothing;
    }
    if (this.invoices.length === 0) {
      return html`<p class="quiet">${t('invoices.none')}</p>`;
    }
    return html`
      <table class="invoices">
        <thead>
          <tr>
            <th>${t('invoice.number')}</th>
            <th>${t('invoice.method')}</th>
            <th class="number">${t('invoice.amount')}</th>
            <th>${t('invoice.term')}</th>
            <th></th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${this.invoices.map(
            (invoice) => html`
              <tr>
                <td class="keep">${invoice.number}</td>
                <td>${t(`method.${invoice.method}`)}</td>
                <td class="number">${money(invoice.amount)} ${due(invoice)}</td>
                <td>${day(invoice.payUntil) || t('invoice.until.open')}</td>
                <td>${state(invoice)}</td>
                <td class="number buttons">
                  ${invoice.method === 'MANUAL'
                    ? nothing
                    : html`<button class="plain" aria-expanded=${this.why?.id === invoice.id} @click=${() => this.explain(invoice)}>
                        ${t('invoice.why')}
                      </button>`}
                  <button class="plain" aria-expanded=${this.paid === invoice.id}
                    @click=${() => (this.paid = this.paid === invoice.id ? null : invoice.id)}>${t('invoice.payments')}</button>
                  <button class="plain" @click=${() => this.copy(invoice)}>
                    ${this.copied === invoice.id ? t('invoice.copied') : t('invoice.copy')}
                  </button>
                </td>
              </tr>
              ${this.why?.id === invoice.id ? this.explanation(invoice) : nothing}
              ${this.paid === invoice.id
                ? html`<tr><td colspan="6"><crm-invoice-payments .invoice=${invoice.id} @changed=${() => this.load()}></crm-invoice-payments></td></tr>`
                : nothing}
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

customElements.define('crm-customer-invoices', CustomerInvoices);
