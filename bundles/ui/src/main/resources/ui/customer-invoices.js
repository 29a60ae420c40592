// The invoices of a customer, on the customer's card: list, link, and a form for one made by hand.
import { LitElement, html, nothing } from 'lit';
import { api, day, looks, minor, money } from '@crm/ui';
import { t } from './words.js';

class CustomerInvoices extends LitElement {
  static properties = {
    context: {},
    invoices: { state: true },
    adding: { state: true },
    error: { state: true },
    fields: { state: true },
    copied: { state: true },
  };

  static styles = [looks];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
    }
  }

  async load() {
    const { branch, customer } = this.context;
    this.invoices = await api.get(`invoices?branch=${branch.id}&customer=${customer}`);
  }

  async save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const amount = minor(form.get('amount'), this.context.branch.currency);
    this.fields = Number.isNaN(amount) ? { amount: t('invoice.amount.bad') } : {};
    this.error = '';
    if (this.fields.amount) {
      return;
    }
    try {
      await api.post('invoices', {
        branch: this.context.branch.id,
        customer: this.context.customer,
        amount: { amount, currency: this.context.branch.currency },
        periodBegin: form.get('begin') || null,
        periodEnd: form.get('end') || null,
        payUntil: form.get('until') || null,
        repeatable: form.get('repeatable') === 'on',
      });
      this.adding = false;
      await this.load();
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields;
    }
  }

  async copy(invoice) {
    await navigator.clipboard.writeText(invoice.link);
    this.copied = invoice.id;
  }

  render() {
    return html`
      <section class="card">
        <div class="row spread">
          <h2>${t('invoices')}</h2>
          <button @click=${() => (this.adding = true)} ?hidden=${this.adding}>${t('invoice.add')}</button>
        </div>
        ${this.adding ? this.form() : nothing} ${this.list()}
      </section>
    `;
  }

  form() {
    const today = new Date().toISOString().slice(0, 10);
    return html`
      <form @submit=${this.save}>
        <label>${t('invoice.method')}
          <select name="method"><option>${t('method.MANUAL')}</option></select>
        </label>
        <label>${t('invoice.amount')}
          <input name="amount" inputmode="decimal" required aria-describedby="amount-error" />
          <span class="error" id="amount-error">${this.fields?.amount}</span>
        </label>
        <div class="row">
          <label>${t('invoice.period')} <input type="date" name="begin" .value=${today} /></label>
          <label>– <input type="date" name="end" .value=${today} /></label>
        </div>
        <label>${t('invoice.term')}, ${t('invoice.until')}
          <input type="date" name="until" />
          <span class="error">${this.fields?.payUntil}</span>
        </label>
        <label class="inline"><input type="checkbox" name="repeatable" /> ${t('invoice.repeatable')}</label>
        <p class="error" role="alert">${this.error}</p>
        <div class="row">
          <button>${t('save')}</button>
          <button type="button" class="plain" @click=${() => (this.adding = false)}>${t('cancel')}</button>
        </div>
      </form>
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
      <table>
        <thead>
          <tr>
            <th>${t('invoice.number')}</th>
            <th>${t('invoice.method')}</th>
            <th class="number">${t('invoice.amount')}</th>
            <th>${t('invoice.until')}</th>
            <th></th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${this.invoices.map(
            (invoice) => html`
              <tr>
                <td>${invoice.number}</td>
                <td>${t(`method.${invoice.method}`)}</td>
                <td class="number">${money(invoice.amount)}</td>
                <td>${day(invoice.payUntil) || t('invoice.until.open')}</td>
                <td>
                  <span class="badge ${invoice.expired ? 'expired' : invoice.status}">
                    ${invoice.expired ? t('status.expired') : t(`status.${invoice.status}`)}
                  </span>
                </td>
                <td class="number">
                  <button class="plain" @click=${() => this.copy(invoice)}>
                    ${this.copied === invoice.id ? t('invoice.copied') : t('invoice.copy')}
                  </button>
                </td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

customElements.define('crm-customer-invoices', CustomerInvoices);
