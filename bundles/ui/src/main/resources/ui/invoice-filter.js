// Which invoices the list shows; tells every change with a `narrowed` event.
import { LitElement, css, html } from 'lit';
import { api, looks } from '@crm/ui';
import { t } from './invoice-words.js';

const STATUSES = ['AWAITING_PAYMENT', 'expired', 'PAID', 'ARCHIVED'];
const METHODS = ['MANUAL', 'FORECAST', 'SUBSCRIPTION_COST'];

class InvoiceFilter extends LitElement {
  static properties = { branch: {}, found: { state: true } };

  static styles = [
    looks,
    css`
      form { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0 .9rem }
    `,
  ];

  async search(text) {
    this.found = text ? await api.get(`customers?branch=${this.branch.id}&text=${encodeURIComponent(text)}`) : [];
  }

  /** Shows the invoices of one status only. */
  choose(status) {
    this.renderRoot.querySelector('[name=status]').value = status;
    this.changed();
  }

  changed(event) {
    event?.preventDefault();
    const form = this.renderRoot.querySelector('form');
    const { status, method, number, customer, issuedFrom, issuedTo } = Object.fromEntries(new FormData(form));
    const known = (this.found || []).find((one) => one.name === customer);
    this.dispatchEvent(
      new CustomEvent('narrowed', {
        detail: {
          status: status === 'expired' ? '' : status,
          expired: status === 'expired' ? 'true' : '',
          method,
          number: number.trim(),
          customer: known ? known.id : '',
          issuedFrom,
          issuedTo,
        },
      }),
    );
  }

  render() {
    const choice = (name, prefix, values) => html`
      <label>${t(name)}
        <select name=${name}>
          <option value="">${t('any')}</option>
          ${values.map((one) => html`<option value=${one}>${t(`${prefix}.${one}`)}</option>`)}
        </select>
      </label>`;
    return html`
      <form @submit=${this.changed} @change=${this.changed}>
        <label>${t('number')}<input name="number" maxlength="40" autocomplete="off" /></label>
        <label>${t('customer')}
          <input name="customer" list="customers" autocomplete="off" placeholder=${t('customer.any')}
            @input=${(event) => this.search(event.target.value)} />
          <datalist id="customers">${(this.found || []).map((one) => html`<option value=${one.name}></option>`)}</datalist>
        </label>
        ${choice('status', 'status', STATUSES)} ${choice('method', 'method', METHODS)}
        <label>${t('issued.from')}<input name="issuedFrom" type="date" /></label>
        <label>${t('issued.to')}<input name="issuedTo" type="date" /></label>
      </form>
    `;
  }
}

customElements.define('crm-invoice-filter', InvoiceFilter);
