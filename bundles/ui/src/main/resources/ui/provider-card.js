// One account with a provider of messages: how it fares, what is left in it, and what can be done with it.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment, sum } from '@crm/ui';
import { title } from './setting-fields.js';
import { channelName, t as said } from './message-words.js';
import { partsFor, shownTariff } from './message-price.js';
import { t } from './integration-words.js';

const SENDERS = ['from', 'sender', 'sign', 'source', 'bot', 'channelId', 'phone'];
const SENT = ['ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'UNCERTAIN'];
const FAILED = ['UNDELIVERED', 'REJECTED', 'DEAD', 'UNCERTAIN'];
const TEXTS = ['APPROVED', 'PENDING', 'UNKNOWN', 'PAUSED', 'REFUSED'];
const WAITING = ['PENDING', 'HELD', 'SENDING', 'RETRY_WAIT'];

class ProviderCard extends LitElement {
  static properties = {
    account: {},
    offer: {},
    health: {},
    report: { state: true },
    copied: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      :host { display: flex }
      section.card { display: flex; flex: 1; flex-direction: column; margin: 0; min-width: 0 }
      .head { flex-wrap: nowrap; align-items: flex-start }
      .head > div { min-width: 0 }
      h2 { margin: 0; overflow-wrap: anywhere }
      .badge.works { color: var(--good); background: var(--good-tint) }
      .badge:is(.low, .BUSY, .STOPPED) { color: var(--warn); background: var(--warn-tint) }
      .badge:is(.HELD, .absent) { color: var(--bad); background: var(--bad-tint) }
      dl { display: grid; grid-template-columns: auto 1fr; gap: .3rem 1rem; margin: 0 0 .75rem; font-size: .93rem }
      dt { color: var(--quiet) }
      dd { margin: 0; text-align: right; overflow-wrap: anywhere }
      dd.low { color: var(--warn) }
      dd.bad { color: var(--bad) }
      .good { color: var(--good) }
      p { margin: 0 0 .75rem; font-size: .93rem; overflow-wrap: anywhere }
      .actions { gap: .5rem; margin-top: auto }
      .actions button { padding: .35rem .7rem; font-size: .93rem }
      .actions .bare { padding: .35rem .25rem; background: none; border-color: transparent }
      .actions .bare:hover:not(:disabled) { background: var(--tint); border-color: transparent }
      details { margin-top: .75rem; font-size: .93rem }
      summary { color: var(--accent); cursor: pointer }
      code { display: block; margin: .5rem 0; padding: .45rem .6rem; overflow-wrap: anywhere; background: var(--faint); border-radius: .4rem }
    `,
  ];

  async test() {
    this.report = { verdict: null };
    try {
      this.report = await api.post(`provider-accounts/${this.account.id}/tests`);
      if (this.offer?.capabilities.includes('BALANCE')) {
        await api.post(`provider-accounts/${this.account.id}/balances`);
        this.say('changed');
      }
    } catch (problem) {
      this.report = { verdict: 'UNCLEAR', detail: problem.message };
    }
  }

  async release() {
    this.error = '';
    try {
      await api.post(`provider-accounts/${this.account.id}/releases`);
    } catch (problem) {
      this.error = problem.message;
    }
    this.say('changed');
  }

  async copy() {
    await navigator.clipboard.writeText(this.account.hookAddress);
    this.copied = true;
  }

  say(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  get state() {
    const { account, health } = this;
    if (health && !health.installed) {
      return 'absent';
    }
    if (!account.active) {
      return 'off';
    }
    return health?.pause?.kind ?? (this.isLow ? 'low' : 'works');
  }

  get isLow() {
    const amount = this.health?.balance?.amount;
    const alarm = this.account.terms.balanceAlarm;
    return Boolean(amount && alarm && amount.currency === alarm.currency && amount.amount < alarm.amount);
  }

  render() {
    const { account, offer, report, health } = this;
    const channel = offer ? channelName(offer.channel) : account.provider;
    const { pause } = health ?? {};
    return html`
      <section class="card" aria-label=${account.name}>
        <div class="row spread head">
          <div><h2>${account.name}</h2>
            <span class="quiet">${[channel, offer && title(offer) !== account.name ? title(offer) : '', account.branch ? '' : t('scope.school')].filter(Boolean).join(' · ')}</span></div>
          ${health ? html`<span class="badge ${this.state}">${t(`state.${this.state}`)}</span>` : nothing}
        </div>
        <dl>${this.facts().map(([name, words, kind]) => html`<dt>${name}</dt><dd class=${kind ?? ''}>${words}</dd>`)}</dl>
        ${report ? html`<p role="status" class=${report.verdict === 'OK' ? 'good' : report.verdict ? 'error' : 'quiet'}>${this.verdict(report)}</p>` : nothing}
        <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
        ${account.file ? html`<p class="quiet">${t('file', account.file)}</p>` : account.changeable ? nothing : html`<p class="quiet">${t('school')}</p>`}
        ${account.hookAddress ? this.actions(pause) : nothing}
        ${account.hookAddress ? this.details(pause) : nothing}
      </section>
    `;
  }

  actions(pause) {
    const { account } = this;
    return html`<div class="row actions">
      <button class="plain" ?disabled=${this.report?.verdict === null || this.state === 'absent'} @click=${this.test}>${t('test')}</button>
      ${account.changeable ? html`<button class="plain bare" @click=${() => this.say('edit')}>${t('edit')}</button>` : nothing}
      <button class="plain bare" ?disabled=${this.state === 'absent'} @click=${() => this.say('try-out')}>${t('trial')}</button>
      ${pause ? html`<button class="plain bare" @click=${this.release}>${t('release')}</button>` : nothing}
    </div>`;
  }

  details(pause) {
    const { account } = this;
    const ask = (kind) => this.say('ask', { kind, account });
    return html`<details>
      <summary>${t('more')}</summary>
      <code>${account.hookAddress}</code>
      <p class="quiet">${t('hook.hint')}</p>
      <div class="row actions">
        <button class="plain" @click=${this.copy}>${this.copied ? t('copied') : t('copy')}</button>
        ${pause ? nothing : html`<button class="plain bare" ?disabled=${!account.active} @click=${() => ask('pause')}>${t('pause')}</button>`}
        ${account.changeable
          ? html`<button class="plain bare" ?disabled=${account.active} @click=${() => ask('remove')}>${t('remove')}</button>`
          : nothing}
      </div>
    </details>`;
  }

  facts() {
    const { account, health, offer } = this;
    const price = account.terms.pricePerPart;
    const sender = SENDERS.map((name) => account.settings[name]).find((value) => value && value !== '***');
    const facts = [];
    if (sender) {
      facts.push([t('sender'), sender]);
    }
    if (health) {
      facts.push([t('day'), this.day(health.lastDay)]);
    }
    if (offer?.capabilities.includes('BALANCE')) {
      facts.push([t('balance'), this.balance(health?.balance, price), this.isLow ? 'low' : '']);
    }
    if (price) {
      facts.push([t('price'), shownTariff(price)]);
    }
    const texts = TEXTS.filter((state) => health?.templates[state]);
    if (texts.length) {
      const words = texts.map((state) => t(`texts.${state}`, health.templates[state])).join(', ');
      facts.push([t('texts'), words, texts.some((state) => state === 'REFUSED' || state === 'PAUSED') ? 'bad' : '']);
    }
    const pause = health?.pause;
    if (pause && pause.kind !== 'STOPPED') {
      const words = [pause.cause === 'NONE' ? '' : said(`cause.${pause.cause}`), pause.detail].filter(Boolean).join('. ');
      facts.push([t('since', moment(pause.since)), words || t(`state.${pause.kind}`), 'bad']);
    } else if (pause) {
      facts.push([t('state.STOPPED'), t('since', moment(pause.since))]);
    }
    return facts;
  }

  day(states) {
    const count = (kinds) => kinds.reduce((all, kind) => all + (states[kind] ?? 0), 0);
    const parts = [
      ['day.sent', count(SENT)],
      ['day.delivered', states.DELIVERED ?? 0],
      ['day.failed', count(FAILED)],
      ['day.waiting', count(WAITING)],
    ].filter(([, many]) => many);
    return parts.length ? parts.map(([key, many]) => t(key, many)).join(', ') : t('day.none');
  }

  balance(balance, price) {
    if (!balance?.amount) {
      return t('balance.unknown');
    }
    const { amount } = balance;
    const parts = partsFor(amount, price);
    return html`<span title=${t('balance.at', moment(balance.toldAt))}><b>${sum(amount)}</b>${parts === null || parts < 0 ? '' : `, ${t('balance.parts', parts)}`}</span>`;
  }

  verdict(report) {
    return report.verdict === null ? t('testing') : `${t(`verdict.${report.verdict}`)}${report.detail ? `. ${report.detail}` : ''}`;
  }
}

customElements.define('crm-provider-card', ProviderCard);
