// The demo CRM's shell: menu, branch, the school's pages, and whatever bundles contribute, as they come and go.
import { LitElement, css, html, nothing } from 'lit';
import { language, looks } from '@crm/ui';
import { school } from './school.js';
import { t } from './school-words.js';
import './calendar.js';
import './customer-card.js';
import './imports.js';

class Shell extends LitElement {
  static properties = {
    me: { state: true },
    branch: { state: true },
    extensions: { state: true },
    route: { state: true },
    found: { state: true },
    outdated: { state: true },
    open: { state: true },
    turn: { state: true },
  };

  static styles = [
    looks,
    css`
      header { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: center; padding: .7rem 1.25rem; font-size: .93rem;
        color: #fff; background: #16304f }
      header strong { font-size: 1.1rem }
      header a { color: #dbe7f6; text-decoration: none }
      header a[aria-current] { color: #fff; font-weight: 600 }
      header select { width: auto; margin: 0; padding: .25rem .4rem }
      header .end { margin-left: auto; display: flex; gap: .4rem; align-items: center }
      header button { padding: .25rem .6rem; background: transparent; border-color: #56708f }
      header details { position: relative }
      header summary { cursor: pointer; color: #dbe7f6 }
      header details > div { position: absolute; z-index: 2; margin-top: .5rem; padding: .5rem 0; min-width: 16rem;
        background: #fff; border: 1px solid #e3e6ea; border-radius: .6rem; box-shadow: 0 6px 24px rgb(0 0 0 / .14) }
      header details a { display: block; padding: .45rem 1rem; color: #1b2430 }
      header details a[aria-current] { color: #1f5fbf }
      nav { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: center }
      .toggle { display: none }
      @media (max-width: 48rem) {
        .toggle { display: block; margin-left: auto }
        nav, header .end { display: none; width: 100%; flex-direction: column; align-items: flex-start; margin: 0 }
        header.open nav, header.open .end { display: flex }
        header details > div { position: static; box-shadow: none }
      }
      main { max-width: 66rem; margin: 0 auto; padding: 1.25rem }
      .people a { display: block; padding: .55rem 0; border-bottom: 1px solid #e9ecf0; text-decoration: none }
      .banner { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; padding: .6rem 1.25rem; background: #fff6dd; border-bottom: 1px solid #f0dfae }
      .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0 1rem }
    `,
  ];

  async connectedCallback() {
    super.connectedCallback();
    document.documentElement.lang = language();
    addEventListener('hashchange', () => this.follow());
    this.me = await school.get('me');
    await this.choose(this.me.branches[0]);
    const news = new EventSource('/demo/events');
    news.addEventListener('extensions', () => this.discover());
  }

  async choose(branch) {
    this.branch = branch;
    this.extensions = await school.get(`branches/${branch.id}/extensions`);
    await this.follow();
  }

  /** What bundles add just now. An element cannot be defined twice, so another version needs a new page. */
  async discover() {
    const now = await school.get(`branches/${this.branch.id}/extensions`);
    this.outdated ||= now.some((one) => loaded.has(one.element) && loaded.get(one.element) !== one.module);
    this.extensions = now;
  }

  async follow() {
    this.route = location.hash.slice(1) || '/home';
    this.open = false;
    if (this.route === '/customers') {
      await this.search('');
    }
  }

  async search(text) {
    this.found = await school.get(`branches/${this.branch.id}/customers?text=${encodeURIComponent(text)}`);
  }

  at(point) {
    return this.extensions.filter((one) => one.point === point);
  }

  /** The school's own pages of settings, for those who may see them. */
  own() {
    return this.branch.imports ? [{ route: '/imports', titles: { [language()]: t('imports') } }] : [];
  }

  render() {
    return this.branch && this.extensions
      ? html`${this.head()}
          ${this.outdated
            ? html`<div class="banner" role="status">${t('updated')}
                <button class="plain" @click=${() => location.reload()}>${t('reload')}</button></div>`
            : nothing}
          <main>${this.page()}</main>`
      : nothing;
  }

  head() {
    const link = (route, title) =>
      html`<a href="#${route}" aria-current=${this.route?.startsWith(route) ? 'page' : nothing}>${title}</a>`;
    const menu = (title, entries) =>
      entries.length
        ? html`<details @click=${(event) => event.target.tagName === 'A' && (event.currentTarget.open = false)}>
            <summary>${title}</summary>
            <div>${entries.map((one) => link(one.route, one.titles[language()]))}</div>
          </details>`
        : nothing;
    return html`
      <header class=${this.open ? 'open' : ''}>
        <strong>${t('school')}</strong>
        <select aria-label=${t('branch')} @change=${(event) => this.choose(this.me.branches[event.target.selectedIndex])}>
          ${this.me.branches.map((one) => html`<option ?selected=${one.id === this.branch.id}>${one.name}</option>`)}
        </select>
        <button class="toggle" aria-expanded=${this.open ?? false} @click=${() => (this.open = !this.open)}>${t('menu')}</button>
        <nav>
          ${link('/home', t('home'))} ${link('/customers', t('customers'))} ${link('/calendar', t('calendar'))} ${link('/groups', t('groups'))}
          ${menu(t('finance'), this.at('FINANCE_MENU'))} ${menu(t('settings'), [...this.at('SETTINGS_MENU'), ...this.own()])}
          <a href="/demo/mail" target="_blank" rel="noopener">${t('mail')}</a>
        </nav>
        <div class="end">
          ${menu(this.me.name, [{ route: '/licensing', titles: { [language()]: t('licensing') } }])}
          <button @click=${() => this.speak(language() === 'ru' ? 'en' : 'ru')}>${t('language')}</button>
          <form method="post" action="/logout"><button>${t('logout')}</button></form>
        </div>
      </header>
    `;
  }

  speak(chosen) {
    language(chosen);
    location.reload();
  }

  page() {
    const { route, branch } = this;
    const customer = route?.match(/^\/customers\/(\d+)$/)?.[1];
    if (customer) {
      return this.customer(Number(customer));
    }
    switch (route) {
      case '/home':
        return this.home();
      case '/customers':
        return this.people();
      case '/calendar':
        return html`<school-calendar .branch=${branch}></school-calendar>`;
      case '/groups':
        return html`<school-groups .branch=${branch}></school-groups>`;
      case '/imports':
        return branch.imports ? html`<school-imports .branch=${branch}></school-imports>` : this.contributedPage();
      case '/licensing':
        return this.licensing();
      default:
        return this.contributedPage();
    }
  }

  contributedPage() {
    const extension = this.extensions.find(
      (one) => one.route && (this.route === one.route || this.route?.startsWith(`${one.route}/`)),
    );
    return extension
      ? contributed(extension, { branch: this.branch, rest: this.route.slice(extension.route.length + 1), sections: this.at('MAILING_SECTION') })
      : html`<p class="card quiet">${t('gone')}</p>`;
  }

  home() {
    const cards = this.at('DASHBOARD_CARD');
    return html`
      <h1>${t('home')}</h1>
      ${cards.length
        ? html`<div class="cards">${cards.map((one) => contributed(one, { branch: this.branch }))}</div>`
        : html`<p class="card quiet">${t('home.empty')}</p>`}
    `;
  }

  licensing() {
    const tabs = this.at('LICENSING_TAB');
    return html`
      <h1>${t('licensing')}</h1>
      ${tabs.length
        ? tabs.map((one) => html`<section class="card"><h2>${one.titles[language()]}</h2>${contributed(one, { branch: this.branch })}</section>`)
        : html`<p class="card quiet">${t('licensing.empty')}</p>`}
    `;
  }

  people() {
    return html`
      <h1>${t('customers')}</h1>
      <input type="search" aria-label=${t('search')} placeholder=${t('search')}
        @input=${(event) => this.search(event.target.value)} />
      <div class="card people">
        ${this.found?.length
          ? this.found.map((one) => html`<a href="#/customers/${one.id.value}">${one.name}</a>`)
          : html`<p class="quiet">${t('nobody')}</p>`}
      </div>
    `;
  }

  customer(id) {
    return html`
      <school-customer .branch=${this.branch} .customer=${id} @changed=${() => (this.turn = (this.turn ?? 0) + 1)}>
        ${this.at('CUSTOMER_CARD').map((one) => contributed(one, { branch: this.branch, customer: id, turn: this.turn ?? 0 }))}
      </school-customer>
    `;
  }
}

// One element per extension, kept while it is shown, so that a redraw does not lose what was typed.
const made = new Map();
const loaded = new Map();

function contributed(extension, context) {
  if (!loaded.has(extension.element)) {
    loaded.set(extension.element, extension.module);
    import(extension.module);
  }
  const key = `${extension.element} ${context.branch.id} ${context.customer ?? context.rest ?? ''}`;
  if (!made.has(key)) {
    [...made.keys()].filter((one) => one.startsWith(`${extension.element} `)).forEach((one) => made.delete(one));
    made.set(key, document.createElement(extension.element));
  }
  const element = made.get(key);
  if (JSON.stringify(element.context) !== JSON.stringify(context)) {
    element.context = context;
  }
  return element;
}

customElements.define('crm-shell', Shell);
