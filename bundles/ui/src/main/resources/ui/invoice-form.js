// «Добавить счет»: an invoice by hand, by forecast or by the cost of subscriptions. Says `saved` or `closed`.
import { LitElement, css, html, nothing } from 'lit';
import { api, day, decimal, looks, minor, money } from '@crm/ui';
import { linesTable, totalsOf } from './forecast-lines.js';
import { once } from './once.js';
import { t } from './words.js';

const METHODS = ['MANUAL', 'FORECAST', 'SUBSCRIPTION_COST'];

class InvoiceForm extends LitElement {
  static properties = {
    context: {},
    unpaid: {},
    accounts: { state: true },
    account: { state: true },
    method: { state: true },
    begin: { state: true },
    end: { state: true },
    amount: { state: true },
    forecast: { state: true },
    cost: { state: true },
    error: { state: true },
    fields: { state: true },
    busy: { state: true },
    standing: { state: true },
  };

  static styles = [
    looks,
    css`
      form { padding: 1rem; margin-bottom: 1rem; background: var(--faint); border: 1px solid var(--line); border-radius: .6rem }
      .notes { margin: -.6rem 0 .8rem }
      .warning { padding: .75rem 1rem; margin-bottom: 1rem; background: var(--warn-tint); border: 1px solid var(--edge); border-radius: .6rem }
      .warning p { margin: 0 0 .6rem }
    `,
  ];

  constructor() {
    super();
    this.method = 'MANUAL';
    this.account = 0;
    this.accounts = [];
    this.begin = '';
    this.end = '';
    this.amount = '';
    this.asked = 0;
    this.keyOf = once();
  }

  async firstUpdated() {
    const { branch, customer } = this.context;
    const [accounts, { today }] = await Promise.all([
      api.get(`accounts?branch=${branch.id}&customer=${customer}`),
      api.get(`branches/${branch.id}`),
    ]);
    this.accounts = accounts;
    this.today = today;
    this.begin ||= today;
    this.end ||= today;
  }

  updated(changed) {
    if (['method', 'account', 'begin', 'end'].some((one) => changed.has(one))) {
      this.preview();
    }
  }

  /** Fills in what the method says; an answer that comes after the next question is dropped. */
  async preview() {
    const question = ++this.asked;
    const method = this.method;
    this.error = '';
    if (method === 'MANUAL' || (method === 'SUBSCRIPTION_COST' && !this.begin)) {
      return;
    }
    try {
      const answer = await (method === 'FORECAST' ? this.askForecast() : this.askCost());
      if (question === this.asked) {
        this[method === 'FORECAST' ? 'forecast' : 'cost'] = answer;
        if (method === 'FORECAST' && !this.chosenEnd) {
          this.end = answer.end;
        }
        if (method === 'SUBSCRIPTION_COST') {
          this.amount = decimal(answer.amount);
        }
      }
    } catch (problem) {
      this.error = problem.message;
    }
  }

  async askForecast() {
    const { branch, customer } = this.context;
    const end = this.chosenEnd ? `&end=${this.end}` : '';
    const all = await api.get(`forecasts?branch=${branch.id}&customer=${customer}${end}`);
    return all.find((one) => one.account === this.account) || {};
  }

  askCost() {
    const { branch, customer } = this.context;
    const period = `begin=${this.begin}&end=${this.end}`;
    return api.get(`forecasts/cost?branch=${branch.id}&customer=${customer}&account=${this.account}&${period}`);
  }

  choose(method) {
    this.method = method;
    this.fields = {};
    this.chosenEnd = false;
    this.begin = this.today ?? '';
    this.end = this.today ?? '';
    this.amount = '';
    this.forecast = null;
    this.cost = null;
  }

  async save(event, earlier = 'ASK') {
    event?.preventDefault();
    const form = new FormData(this.renderRoot.querySelector('form'));
    const currency = this.context.branch.currency;
    const isForecast = this.method === 'FORECAST';
    const amount = isForecast ? null : minor(this.amount, currency);
    this.fields = Number.isNaN(amount) ? { amount: t('invoice.amount.bad') } : {};
    this.error = '';
    if (this.fields.amount) {
      return;
    }
    this.busy = true;
    this.standing = '';
    const body = {
      branch: this.context.branch.id,
      customer: this.context.customer,
      account: this.account,
      method: this.method,
      ...(isForecast ? {} : { amount: { amount, currency }, periodBegin: this.begin || null }),
      periodEnd: this.end || null,
      payFrom: form.get('from') || null,
      payUntil: form.get('until') || null,
      repeatable: form.get('repeatable') === 'on',
      earlier,
    };
    try {
      const invoice = await api.post('invoices', body, this.keyOf(body));
      this.dispatchEvent(new CustomEvent('saved', { detail: invoice }));
    } catch (problem) {
      if (problem.code === 'unpaid-invoice-exists') {
        this.standing = problem.message;
      } else {
        this.error = problem.message;
        this.fields = problem.fields;
      }
    } finally {
      this.busy = false;
    }
  }

  warning() {
    return html`
      <div class="warning" role="alert">
        <p>⚠ ${this.standing}</p>
        <div class="row">
          <button type="button" ?disabled=${this.busy} @click=${() => this.save(null, 'REPLACE')}>${t('invoice.replace')}</button>
          <button type="button" class="plain" ?disabled=${this.busy} @click=${() => this.save(null, 'KEEP')}>${t('invoice.anyway')}</button>
        </div>
      </div>
    `;
  }

  render() {
    const isForecast = this.method === 'FORECAST';
    return html`
      <form @submit=${this.save}>
        <label>${t('invoice.method')}
          <select name="method" @change=${(event) => this.choose(event.target.value)}>
            ${METHODS.map((one) => html`<option value=${one} ?selected=${one === this.method}>${t(`method.${one}`)}</option>`)}
          </select>
        </label>
        ${this.accounts.length > 1 ? this.accountChoice() : nothing}
        <label>${t('invoice.amount')}
          <input
            name="amount"
            inputmode="decimal"
            ?required=${!isForecast}
            ?readonly=${isForecast}
            aria-describedby="amount-error amount-note"
            .value=${isForecast ? decimal(this.forecast?.sum?.amount) : this.amount}
            @input=${(event) => (this.amount = event.target.value)}
          />
        </label>
        <p class="notes">
          <span class="quiet" id="amount-note">${isForecast ? t('invoice.amount.fixed') : this.costNote()}</span>
          <span class="error" id="amount-error">${this.fields?.amount}</span>
        </p>
        <div class="row">
          <label>${t('invoice.period')}
            <input
              type="date"
              name="begin"
              ?readonly=${isForecast}
              title=${isForecast ? t('invoice.period.fixed') : ''}
              .value=${isForecast ? this.forecast?.begin || '' : this.begin}
              @change=${(event) => (this.begin = event.target.value)}
            />
          </label>
          <label>–
            <input
              type="date"
              name="end"
              aria-label="${t('invoice.period')} – ${t('invoice.until')}"
              .value=${this.end}
              @change=${(event) => {
                this.chosenEnd = true;
                this.end = event.target.value;
              }}
            />
          </label>
        </div>
        <p class="error">${this.fields?.periodBegin} ${this.fields?.periodEnd}</p>
        ${isForecast ? this.explanation() : nothing}
        ${this.method === 'SUBSCRIPTION_COST' && this.cost?.amount
          ? linesTable(this.cost.lines, [[t('line.sum'), this.cost.amount]])
          : nothing}
        <div class="row">
          <label>${t('invoice.term')}, ${t('invoice.from')}<input type="date" name="from" /></label>
          <label>${t('invoice.until')}<input type="date" name="until" /></label>
        </div>
        <p class="error">${this.fields?.payUntil}</p>
        <label class="inline"><input type="checkbox" name="repeatable" /> ${t('invoice.repeatable')}</label>
        <p class="error" role="alert">${this.error}</p>
        ${this.standing ? this.warning() : nothing}
        <div class="row">
          <button ?disabled=${this.busy || (isForecast && !this.forecast?.sum?.amount.amount)}>${t('save')}</button>
          <button type="button" class="plain" @click=${() => this.dispatchEvent(new CustomEvent('closed'))}>${t('cancel')}</button>
        </div>
      </form>
    `;
  }

  costNote() {
    return this.method === 'SUBSCRIPTION_COST' && this.cost && !this.cost.amount ? t('invoice.amount.no-subscription') : '';
  }

  accountChoice() {
    return html`
      <label>${t('invoice.account')}
        <select name="account" @change=${(event) => (this.account = Number(event.target.value))}>
          ${this.accounts.map(
            (one) => html`<option value=${one.account}>${one.name || t('invoice.account.base')} (${money(one.balance)})</option>`,
          )}
        </select>
      </label>
    `;
  }

  explanation() {
    if (!this.forecast) {
      return nothing;
    }
    if (this.forecast.problem) {
      return html`<p class="error" role="alert">${this.forecast.problem.title}. ${this.forecast.problem.detail}</p>`;
    }
    const { sum } = this.forecast;
    if (!sum) {
      return nothing;
    }
    return html`
      ${linesTable(sum.lines, [
        [t('line.charges'), sum.charges],
        ...totalsOf(sum.balance),
        [t('line.due'), sum.amount],
      ])}
      ${sum.amount.amount ? nothing : html`<p class="quiet">${t('forecast.nothing')}</p>`}
      <p class="quiet">${t('forecast.paid-through')}: ${day(sum.paidThrough) || '—'}</p>
      ${sum.warnings.map((one) => html`<p class="quiet">⚠ ${t(`warning.${one.kind}`, day(one.date))}</p>`)}
      ${this.unpaid?.length ? html`<p class="quiet">⚠ ${t('forecast.unpaid', this.unpaid.join(', '))}</p>` : nothing}
    `;
  }
}

customElements.define('crm-invoice-form', InvoiceForm);
