// «Реквизиты»: what payers see of the organisation, for the school or for one branch, with a logo.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks } from '@crm/ui';
import { t } from './issuer-words.js';

const COMPANY = ['name', 'inn', 'kpp', 'ogrn', 'address', 'phone', 'email', 'offer'];
const BANK = ['name', 'bic', 'account', 'correspondent'];
const SIGNERS = ['head', 'accountant'];

class IssuerDetails extends LitElement {
  static properties = {
    context: {},
    view: { state: true },
    scope: { state: true },
    editing: { state: true },
    fields: { state: true },
    error: { state: true },
    told: { state: true },
  };

  static styles = [
    looks,
    css`
      .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 0 1rem }
      .wide { grid-column: 1 / -1 }
      h3 { margin: 1rem 0 .5rem; font-size: 1rem }
      img { max-width: 10rem; max-height: 4rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--white) }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0 0 1rem }
      dt { color: var(--quiet) }
      dd { margin: 0; overflow-wrap: anywhere }
      @media (max-width: 44rem) {
        dl { grid-template-columns: 1fr }
        dd { margin-bottom: .4rem }
      }
      .hint { font-size: .9rem }
      img + label, .row + label { margin-top: .75rem }
    `,
  ];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.editing = false;
      this.show(this.context.branch.id);
    }
  }

  /** A branch, or 0 for the whole school. */
  async show(scope) {
    this.fields = {};
    this.error = '';
    this.scope = scope;
    this.view = await api.get(`issuer-details/${scope}`);
  }

  async edit() {
    this.told = '';
    await this.show(this.view.own ? this.context.branch.id : 0).catch(() => this.show(this.context.branch.id));
    this.editing = true;
  }

  async save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const part = (names, prefix) => Object.fromEntries(names.map((name) => [name, form.get(prefix + name)]));
    const details = { ...part(COMPANY, ''), bank: part(BANK, 'bank.'), signers: part(SIGNERS, 'signers.') };
    await this.tell(async () => {
      this.view = await api.put(`issuer-details/${this.scope}`, details);
      this.told = t('saved');
    });
  }

  async tell(work) {
    this.error = '';
    this.told = '';
    this.fields = {};
    try {
      await work();
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields ?? {};
    }
  }

  upload(event) {
    const [file] = event.target.files;
    if (file) {
      this.tell(async () => (this.view = await api.upload(`issuer-details/${this.scope}/logo`, file)));
    }
  }

  render() {
    if (!this.view) {
      return nothing;
    }
    return this.editing ? this.form() : this.summary();
  }

  summary() {
    const { details, logo } = this.view;
    const shown = [...COMPANY.map((name) => [t(name), details[name]]), ...BANK.map((name) => [t(`bank.${name}`), details.bank[name]])];
    return html`
      <p class="quiet">${t('intro')}</p>
      ${logo ? html`<p><img src=${logo} alt=${t('logo')} /></p>` : nothing}
      ${details.name
        ? html`<dl>${shown.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
        : html`<p>${t('none')}</p>`}
      <button @click=${this.edit}>${t('edit')}</button>
    `;
  }

  form() {
    const { branch } = this.context;
    const { details, own } = this.view;
    const ofSchool = this.scope === 0;
    return html`
      <form @submit=${this.save} novalidate>
        <label>${t('scope')}
          <select @change=${(event) => this.show(Number(event.target.value))}>
            <option value="0" ?selected=${ofSchool}>${t('of.school')}</option>
            <option value=${branch.id} ?selected=${!ofSchool}>${t('of.branch', branch.name)}</option>
          </select>
        </label>
        ${!ofSchool && !own ? html`<p class="quiet">${t('follows')}</p>` : nothing}
        <div class="fields">
          ${this.field('name', details.name, 'wide')} ${this.field('inn', details.inn)} ${this.field('kpp', details.kpp)}
          ${this.field('ogrn', details.ogrn)} ${this.field('address', details.address, 'wide')} ${this.field('phone', details.phone)}
          ${this.field('email', details.email)} ${this.field('offer', details.offer, 'wide', t('offer.hint'))}
        </div>
        <h3>${t('bank')}</h3>
        <p class="quiet hint">${t('bank.hint')}</p>
        <div class="fields">
          ${BANK.map((name) => this.field(`bank.${name}`, details.bank[name], name === 'name' ? 'wide' : ''))}
        </div>
        <h3>${t('signers')}</h3>
        <div class="fields">${SIGNERS.map((name) => this.field(`signers.${name}`, details.signers[name]))}</div>
        <h3>${t('logo')}</h3>
        ${this.logo()}
        <p class="error" role="alert">${this.error}</p>
        <p role="status">${this.told}</p>
        <div class="row">
          <button>${t('save')}</button>
          <button type="button" class="plain" @click=${this.close}>${t('cancel')}</button>
          ${!ofSchool && own ? html`<button type="button" class="plain" @click=${this.drop}>${t('drop')}</button>` : nothing}
        </div>
      </form>
    `;
  }

  logo() {
    if (!this.view.own) {
      return html`<p class="quiet">${t('logo.first')}</p>`;
    }
    return html`
      ${this.view.logo
        ? html`<div class="row"><img src=${this.view.logo} alt=${t('logo')} />
            <button type="button" class="plain" @click=${this.removeLogo}>${t('logo.remove')}</button></div>`
        : nothing}
      <label>${t('logo.hint')} <input type="file" accept="image/png,image/jpeg" @change=${this.upload} /></label>
    `;
  }

  field(name, value, width = '', hint = '') {
    return html`
      <label class=${width}>${t(name)}
        <input name=${name} .value=${value} aria-invalid=${name in this.fields} />
        ${hint ? html`<span class="quiet hint">${hint}</span>` : nothing}
        <span class="error">${this.fields[name] ?? ''}</span>
      </label>
    `;
  }

  removeLogo() {
    this.tell(async () => (this.view = await api.drop(`issuer-details/${this.scope}/logo`)));
  }

  drop() {
    this.tell(async () => (this.view = await api.drop(`issuer-details/${this.scope}`)));
  }

  close() {
    this.editing = false;
    this.told = '';
    this.show(this.context.branch.id);
  }
}

customElements.define('crm-issuer-details', IssuerDetails);
