// What a customer will owe until the end of the month, on the customer's card; it follows every change there.
import { LitElement, html, nothing } from 'lit';
import { api, day, looks, money } from '@crm/ui';
import { linesTable, totalsOf } from './forecast-lines.js';
import { t } from './words.js';

class CustomerForecast extends LitElement {
  static properties = { context: {}, forecasts: { state: true }, error: { state: true } };

  static styles = [looks];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
    }
  }

  async load() {
    const { branch, customer } = this.context;
    this.error = '';
    try {
      this.forecasts = await api.get(`forecasts?branch=${branch.id}&customer=${customer}`);
    } catch (problem) {
      this.forecasts = [];
      this.error = problem.message;
    }
  }

  render() {
    if (!this.forecasts) {
      return nothing;
    }
    return html`
      <section class="card">
        <h2>${t('forecast.month')}</h2>
        <p class="error" role="alert">${this.error}</p>
        ${this.forecasts.map((one) => this.account(one))}
      </section>
    `;
  }

  account(one) {
    if (!one.sum) {
      return html`<p class="error">${one.problem?.detail ?? ''}</p>`;
    }
    const { amount, balance, charges, lines, paidThrough } = one.sum;
    return html`
      <details>
        <summary>
          <b data-forecast=${one.account}>${money(amount)}</b>
          <span class="quiet">${one.accountName ?? ''}${paidThrough ? ` ${t('forecast.paid-through')} ${day(paidThrough)}` : ''}</span>
        </summary>
        ${linesTable(lines, [[t('line.charges'), charges], ...totalsOf(balance), [t('line.due'), amount]])}
      </details>
    `;
  }
}

customElements.define('crm-customer-forecast', CustomerForecast);
