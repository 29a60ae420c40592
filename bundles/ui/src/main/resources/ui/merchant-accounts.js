// «Настройки» → «Интернет-эквайринг»: the branch's accounts with banks, their health, and the form of one of them.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import './merchant-form.js';
import { title } from './setting-fields.js';
import { t } from './acquiring-words.js';

class MerchantAccounts extends LitElement {
  static properties = {
    context: {},
    accounts: { state: true },
    offers: { state: true },
    health: { state: true },
    reports: { state: true },
    editing: { state: true },
    copied: { state: true },
    told: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      h1 { margin: 0 }
      header { margin-bottom: .5rem }
      h2 { margin: 0 }
      code { display: block; padding: .45rem .6rem; overflow-wrap: anywhere; background: var(--faint); border-radius: .4rem }
      .facts { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; margin: .25rem 0 0; padding: 0; list-style: none; font-size: .93rem }
      .badge.live { color: var(--good); background: var(--good-tint) }
      .badge.off, .badge.absent { color: var(--bad); background: var(--bad-tint) }
      .good { color: var(--good) }
      h3 { margin: .9rem 0 .3rem; font-size: .95rem }
    `,
  ];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.editing = null;
      this.load();
    }
  }

  async load() {
    const branch = this.context.branch.id;
    this.error = '';
    try {
      [this.accounts, this.offers] = await Promise.all([
        api.all(`merchant-accounts?branch=${branch}`),
        api.get(`merchant-accounts/offers?branch=${branch}`),
      ]);
      const health = await Promise.all(this.accounts.map((one) => api.get(`merchant-accounts/${one.id}/health`)));
      this.health = new Map(this.accounts.map((one, place) => [one.id, health[place]]));
    } catch (problem) {
      this.error = problem.message;
    }
  }

  async test(account) {
    const show = (report) => (this.reports = new Map(this.reports ?? []).set(account.id, report));
    show({ verdict: null });
    try {
      show(await api.post(`merchant-accounts/${account.id}/tests`));
    } catch (problem) {
      show({ verdict: 'UNCLEAR', detail: problem.message });
    }
    this.load();
  }

  async copy(account) {
    await navigator.clipboard.writeText(account.webhookAddress);
    this.copied = account.id;
  }

  async saved() {
    this.editing = null;
    this.told = t('saved');
    await this.load();
  }

  edit(account) {
    this.told = '';
    this.editing = account;
  }

  render() {
    if (this.editing) {
      return html`<crm-merchant-form
        .branch=${this.context.branch}
        .account=${this.editing.id ? this.editing : null}
        .offers=${this.offers}
        @saved=${this.saved}
        @closed=${() => (this.editing = null)}
      ></crm-merchant-form>`;
    }
    return html`
      <header class="row spread">
        <h1>${t('title')}</h1>
        <button ?disabled=${!this.offers?.length} @click=${() => this.edit({})}>${t('connect')}</button>
      </header>
      <p class="quiet">${t('intro')}</p>
      <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
      <p role="status" ?hidden=${!this.told}>${this.told}</p>
      ${this.accounts?.length === 0 ? html`<p class="card quiet">${t('none')}</p>` : nothing}
      ${this.accounts?.map((one) => this.account(one)) ?? nothing}
    `;
  }

  account(one) {
    const health = this.health?.get(one.id);
    const report = this.reports?.get(one.id);
    return html`
      <section class="card" aria-label=${one.name}>
        <div class="row spread">
          <span class="row"><h2>${one.name}</h2> <span class="quiet">${this.bank(one)}</span> ${this.badges(one, health)}</span>
          <span class="row">
            <button class="plain" ?disabled=${report?.verdict === null} @click=${() => this.test(one)}>${t('test')}</button>
            ${one.file ? nothing : html`<button class="plain" @click=${() => this.edit(one)}>${t('edit')}</button>`}
          </span>
        </div>
        <p role="status" class=${report?.verdict === 'OK' ? 'good' : 'error'} ?hidden=${!report}>${this.verdict(report)}</p>
        ${one.file ? html`<p class="quiet">${t('file', one.file)}</p>` : nothing}
        <h3>${t('webhook')}</h3>
        <div class="row"><code>${one.webhookAddress}</code>
          <button class="plain" @click=${() => this.copy(one)}>${this.copied === one.id ? t('copied') : t('copy')}</button></div>
        <span class="quiet">${t('webhook.hint')}</span>
        ${health ? html`<h3>${t('health')}</h3><ul class="facts quiet">${this.facts(health).map((words) => html`<li>${words}</li>`)}</ul>` : nothing}
      </section>
    `;
  }

  bank(one) {
    const offer = this.offers?.find((known) => known.provider === one.provider);
    return offer ? title(offer) : one.provider;
  }

  badges(one, health) {
    const badge = (kind) => html`<span class="badge ${kind}">${t(kind)}</span>`;
    return [badge(one.live ? 'live' : 'trial'), one.active ? nothing : badge('off'), health && !health.installed ? badge('absent') : nothing];
  }

  verdict(report) {
    if (!report) {
      return nothing;
    }
    return report.verdict === null ? t('testing') : `${t(`verdict.${report.verdict}`)}${report.detail ? `. ${report.detail}` : ''}`;
  }

  facts(health) {
    if (!health.calls && !health.webhooks && !health.lastFailure) {
      return [t('health.none')];
    }
    return [
      t('health.calls', health.calls, health.failures),
      health.failuresInARow ? t('health.row', health.failuresInARow) : '',
      health.webhooks ? t('health.webhooks', health.webhooks, health.badSignatures) : '',
      health.lastAnswerAt ? t('health.answer', moment(health.lastAnswerAt)) : '',
      health.lastWebhookAt ? t('health.webhook', moment(health.lastWebhookAt)) : '',
      health.lastFailure ? t('health.failure', health.lastFailure) : '',
    ].filter((words) => words);
  }
}

customElements.define('crm-merchant-accounts', MerchantAccounts);
