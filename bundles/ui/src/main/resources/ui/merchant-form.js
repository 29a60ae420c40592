// One account with a bank; which settings it has, the bank's own module says. Secrets go in and never come out.
import { LitElement, css, html, nothing } from 'lit';
import { api, decimal, looks, minor, whole } from '@crm/ui';
import { once } from './once.js';
import { settingField, settingsHint, title, typedSettings } from './setting-fields.js';
import { t } from './acquiring-words.js';

const FISCAL = ['BANK', 'OWN_TILL', 'NONE'];

class MerchantForm extends LitElement {
  static properties = {
    branch: {},
    account: {},
    offers: {},
    provider: { state: true },
    dropped: { state: true },
    fields: { state: true },
    busy: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 0 1rem; align-items: start }
      .hint { font-size: .9rem }
      h2 { margin: 1rem 0 .5rem }
      button.link { padding: 0; color: var(--accent); font-weight: 400; background: none; border: 0; text-decoration: underline }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('account')) {
      this.key = once();
      this.provider = this.account?.provider ?? this.offers[0].provider;
      this.dropped = new Set();
      this.fields = {};
      this.error = '';
    }
  }

  get offer() {
    return this.offers.find((one) => one.provider === this.provider);
  }

  get currency() {
    const limit = this.account?.terms.atLeast ?? this.account?.terms.atMost;
    return limit?.currency ?? (this.offer?.currencies.includes('RUB') === false ? this.offer.currencies[0] : 'RUB');
  }

  amount(form, name) {
    const typed = form.get(name).trim();
    if (!typed) {
      return null;
    }
    const amount = minor(typed, this.currency);
    if (Number.isNaN(amount)) {
      this.fields = { ...this.fields, [`terms.${name}`]: t('amount.bad') };
    }
    return { amount, currency: this.currency };
  }

  async save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.fields = {};
    const body = {
      name: form.get('name'),
      settings: typedSettings(form, this.offer.settings, this.account?.settings, this.dropped),
      terms: {
        legalEntity: form.get('legalEntity'),
        fiscal: form.get('fiscal'),
        priority: whole(form.get('priority')) ?? 0,
        accounts: form.get('accounts') ? form.get('accounts').split(',').map(Number) : [],
        atLeast: this.amount(form, 'atLeast'),
        atMost: this.amount(form, 'atMost'),
      },
    };
    if (Object.keys(this.fields).length) {
      return;
    }
    this.busy = true;
    this.error = '';
    try {
      await this.send(body, form);
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields ?? {};
    } finally {
      this.busy = false;
    }
  }

  send(body, form) {
    if (this.account) {
      return api.put(`merchant-accounts/${this.account.id}`, { ...body, active: form.get('active') === 'on' });
    }
    const connect = { ...body, branch: this.branch.id, provider: this.provider, live: form.get('live') === 'true' };
    return api.post('merchant-accounts', connect, this.key(connect));
  }

  render() {
    const { account, offer } = this;
    const terms = account?.terms ?? { legalEntity: '', fiscal: 'NONE', priority: 0, accounts: [], atLeast: null, atMost: null };
    return html`
      <h1>${account ? account.name : t('connect')}</h1>
      <form class="card" @submit=${this.save} novalidate autocomplete="off">
        <div class="fields">
          ${account ? nothing : this.choice('provider', this.provider, this.offers.map((one) => [one.provider, title(one)]), (value) => (this.provider = value))}
          ${this.input('name', account?.name ?? (offer ? title(offer) : ''))}
          ${account ? nothing : this.choice('live', 'false', [['false', t('trial')], ['true', t('live')]])}
        </div>
        ${offer ? html`<p class="quiet">${t(`maturity.${offer.maturity}`)}</p>` : html`<p class="error">${t('absent')}</p>`}
        ${account ? html`<label class="inline"><input type="checkbox" name="active" .checked=${account.active} /> ${t('active')}</label>` : nothing}
        <h2>${t('settings')}</h2>
        ${settingsHint(offer?.settings)}
        <div class="fields">${offer?.settings.map((one) => this.setting(one)) ?? nothing}</div>
        <h2>${t('terms')}</h2>
        <div class="fields">
          ${this.input('legalEntity', terms.legalEntity, 'legal', t('legal.hint'))}
          ${this.choice('fiscal', terms.fiscal, FISCAL.map((one) => [one, t(`fiscal.${one}`)]), null, t('fiscal.hint'))}
          ${this.input('priority', String(terms.priority))} ${this.choice('accounts', terms.accounts.join(','), kinds(terms.accounts))}
          ${this.input('atLeast', decimal(terms.atLeast), 'least')} ${this.input('atMost', decimal(terms.atMost), 'most')}
        </div>
        <p class="error" role="alert">${this.error}</p>
        <div class="row">
          <button ?disabled=${this.busy || !offer}>${t('save')}</button>
          <button type="button" class="plain" @click=${() => this.dispatchEvent(new CustomEvent('closed'))}>${t('cancel')}</button>
        </div>
      </form>
    `;
  }

  setting(one) {
    return settingField(one, {
      known: this.account?.settings,
      dropped: this.dropped,
      drop: (name) => (this.dropped = new Set(this.dropped).add(name)),
      faults: this.fields,
    });
  }

  input(name, value, words = name, hint = '') {
    const wrong = this.fields[name] ?? this.fields[`terms.${name}`];
    return html`<label>${t(words)}
      <input name=${name} .value=${value} aria-invalid=${Boolean(wrong)} />
      ${hint ? html`<span class="quiet hint">${hint}</span>` : nothing}<span class="error">${wrong ?? ''}</span></label>`;
  }

  choice(name, value, options, chosen, hint = '') {
    return html`<label>${t(name === 'live' ? 'mode' : name)}
      <select name=${name} @change=${(event) => chosen?.(event.target.value)}>
        ${options.map(([key, words]) => html`<option value=${key} ?selected=${key === value}>${words}</option>`)}
      </select>
      ${hint ? html`<span class="quiet hint">${hint}</span>` : nothing}</label>`;
  }
}

function kinds(accounts) {
  const usual = [['', t('accounts.all')], ['0', t('accounts.base')]];
  const now = accounts.join(',');
  return usual.some(([key]) => key === now) ? usual : [...usual, [now, t('accounts.some', now)]];
}

customElements.define('crm-merchant-form', MerchantForm);
