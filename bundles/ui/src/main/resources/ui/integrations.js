// «Настройки CRM» → «Интеграции»: the accounts that send the branch's messages, and the form of one of them.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks } from '@crm/ui';
import './confirm-dialog.js';
import './provider-card.js';
import './provider-form.js';
import './trial-dialog.js';
import { title } from './setting-fields.js';
import { t } from './integration-words.js';

class Integrations extends LitElement {
  static properties = {
    context: {},
    accounts: { state: true },
    offers: { state: true },
    health: { state: true },
    editing: { state: true },
    tried: { state: true },
    question: { state: true },
    told: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      header { margin-bottom: .5rem }
      header h1 { margin: 0 }
      .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: 1rem; align-items: stretch }
      .more { display: grid; place-content: center; justify-items: center; gap: .35rem; min-height: 9rem; padding: 1.25rem; text-align: center;
        color: var(--ink); background: transparent; border: 1px dashed var(--edge); border-radius: .75rem }
      .more:hover:not(:disabled) { background: var(--tint); border-color: var(--edge) }
      .more .quiet { font-weight: 400; font-size: .9rem }
      .plus { font-size: 1.4rem; line-height: 1; color: var(--accent) }
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
        api.all(`provider-accounts?branch=${branch}`),
        api.get(`provider-accounts/offers?branch=${branch}`),
      ]);
      const health = await Promise.all(this.accounts.map((one) => api.get(`provider-accounts/${one.id}/health`)));
      this.health = new Map(this.accounts.map((one, place) => [one.id, health[place]]));
    } catch (problem) {
      this.error = problem.message;
    }
  }

  edit(account) {
    this.told = '';
    this.editing = account;
  }

  async done(words) {
    this.editing = null;
    this.question = null;
    this.told = words;
    await this.load();
  }

  ask({ detail: { kind, account } }) {
    const work = {
      pause: () => api.post(`provider-accounts/${account.id}/pauses`),
      remove: () => api.drop(`provider-accounts/${account.id}`),
    }[kind];
    this.question = {
      title: t(`${kind}.confirm`, account.name),
      text: t(`${kind}.text`),
      yes: t(kind),
      work: async () => {
        await work();
        return kind === 'remove' ? t('removed') : '';
      },
    };
  }

  render() {
    if (this.editing) {
      return html`<crm-provider-form
        .branch=${this.context.branch}
        .account=${this.editing.id ? this.editing : null}
        .offers=${this.offers}
        @saved=${() => this.done(t('saved'))}
        @closed=${() => (this.editing = null)}
      ></crm-provider-form>`;
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
      <div class="grid">
        ${this.accounts?.map((one) => this.card(one)) ?? nothing}
        ${this.offers ? this.another() : nothing}
      </div>
      <crm-trial-dialog .account=${this.tried ?? null} .offer=${this.offerOf(this.tried)} @closed=${() => (this.tried = null)}></crm-trial-dialog>
      <crm-confirm-dialog
        .question=${this.question ?? null}
        @closed=${() => (this.question = null)}
        @done=${(event) => this.done(event.detail)}
      ></crm-confirm-dialog>
    `;
  }

  offerOf(account) {
    return this.offers?.find((offer) => offer.provider === account?.provider);
  }

  card(one) {
    return html`<crm-provider-card
      .account=${one}
      .offer=${this.offerOf(one)}
      .health=${this.health?.get(one.id)}
      @edit=${() => this.edit(one)}
      @try-out=${() => (this.tried = one)}
      @ask=${this.ask}
      @changed=${this.load}
    ></crm-provider-card>`;
  }

  another() {
    const connected = new Set(this.accounts?.map((one) => one.provider));
    const others = this.offers.filter((one) => !connected.has(one.provider)).map(title);
    return html`<button class="more" ?disabled=${!this.offers.length} @click=${() => this.edit({})}>
      <span class="plus" aria-hidden="true">+</span>
      <span>${t('connect.more')}</span>
      <span class="quiet">${this.offers.length ? others.join(', ') : t('no-modules')}</span>
    </button>`;
  }
}

customElements.define('crm-integrations', Integrations);
