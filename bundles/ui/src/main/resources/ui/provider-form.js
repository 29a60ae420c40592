// One account with a provider of messages; which settings it has, the provider's own module says.
import { LitElement, css, html, nothing } from 'lit';
import { api, decimal, looks, minor, whole } from '@crm/ui';
import { once } from './once.js';
import { settingField, settingsHint, title, typedSettings } from './setting-fields.js';
import { channelName } from './message-words.js';
import { tariff, typedTariff } from './message-price.js';
import { t } from './integration-words.js';

const NO_TERMS = { priority: 0, pricePerPart: null, balanceAlarm: null, consentInContract: false };

class ProviderForm extends LitElement {
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
    const { pricePerPart, balanceAlarm } = this.account?.terms ?? NO_TERMS;
    return (pricePerPart ?? balanceAlarm)?.currency ?? 'RUB';
  }

  price(form) {
    const typed = (form.get('pricePerPart') ?? '').trim();
    const price = typedTariff(typed, this.currency);
    if (typed && !price) {
      this.fields = { ...this.fields, 'terms.pricePerPart': t('price.bad') };
    }
    return price;
  }

  amount(form, name) {
    const typed = (form.get(name) ?? '').trim();
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
        priority: whole(form.get('priority')) ?? 0,
        pricePerPart: this.price(form),
        balanceAlarm: this.amount(form, 'balanceAlarm'),
        consentInContract: form.get('consentInContract') === 'on',
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
      return api.put(`provider-accounts/${this.account.id}`, { ...body, active: form.get('active') === 'on' });
    }
    const connect = { ...body, branch: form.get('branch') === 'all' ? 0 : this.branch.id, provider: this.provider };
    return api.post('provider-accounts', connect, this.key(connect));
  }

  render() {
    const { account, offer } = this;
    const terms = account?.terms ?? NO_TERMS;
    return html`
      <h1>${account ? account.name : t('connect')}</h1>
      <form class="card" @submit=${this.save} novalidate autocomplete="off">
        <div class="fields">
          ${account ? nothing : this.choice('provider', this.provider, this.offers.map((one) => [one.provider, `${channelName(one.channel)}: ${title(one)}`]), (value) => (this.provider = value))}
          ${this.input('name', account?.name ?? (offer ? title(offer) : ''))}
          ${account ? nothing : this.choice('branch', 'this', [['this', t('branch.this')], ['all', t('branch.all')]])}
        </div>
        ${offer ? nothing : html`<p class="error">${t('absent')}</p>`}
        ${account ? html`<label class="inline"><input type="checkbox" name="active" .checked=${account.active} /> ${t('active')}</label>` : nothing}
        <h2>${t('settings')}</h2>
        ${settingsHint(offer?.settings)}
        <div class="fields">${offer?.settings.map((one) => this.setting(one)) ?? nothing}</div>
        <h2>${t('terms')}</h2>
        <div class="fields">
          ${this.input('priority', String(terms.priority), 'priority', t('priority.hint'))}
          ${this.input('pricePerPart', tariff(terms.pricePerPart), 'price.part', t('price.hint'))}
          ${offer?.capabilities.includes('BALANCE') || terms.balanceAlarm
            ? this.input('balanceAlarm', decimal(terms.balanceAlarm), 'alarm', t('alarm.hint'))
            : nothing}
        </div>
        ${offer?.channel === 'whatsapp' || terms.consentInContract
          ? html`<label class="inline"><input type="checkbox" name="consentInContract" .checked=${terms.consentInContract} /> ${t('consent')}</label>`
          : nothing}
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

  choice(name, value, options, chosen) {
    return html`<label>${t(name)}
      <select name=${name} @change=${(event) => chosen?.(event.target.value)}>
        ${options.map(([key, words]) => html`<option value=${key} ?selected=${key === value}>${words}</option>`)}
      </select><span class="error">${this.fields[name] ?? ''}</span></label>`;
  }
}

customElements.define('crm-provider-form', ProviderForm);
