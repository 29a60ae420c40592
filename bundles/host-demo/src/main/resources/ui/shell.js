// The demo CRM's shell: menu, branch, the school's pages, and whatever bundles contribute, as they come and go.
import { LitElement, css, html, nothing } from 'lit';
import { language, listen, looks, showTimesOf } from '@crm/ui';
import { school } from './school.js';
import { t } from './school-words.js';
import './account.js';
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
    next: { state: true },
    outdated: { state: true },
    open: { state: true },
    turn: { state: true },
  };

  static styles = [
    looks,
    css`
      :host { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); min-height: 100vh; align-content: start }
      aside { position: sticky; top: 0; display: flex; flex-direction: column; box-sizing: border-box; height: 100vh; padding: 1rem .75rem;
        overflow-y: auto; background: var(--paper); border-right: 1px solid var(--line) }
      .brand { display: flex; gap: .6rem; align-items: center; padding: 0 .5rem .75rem; font-size: 1.05rem }
      .brand i { flex: none; width: 1.75rem; line-height: 1.75rem; font-style: normal; font-weight: 650; text-align: center; color: var(--on-accent);
        background: var(--accent); border-radius: .5rem }
      .rest { display: flex; flex: 1; flex-direction: column }
      select { margin: 0 0 .75rem }
      nav { flex: 1 }
      .group { margin: 1rem 0 .25rem; padding: 0 .6rem; font-size: .85rem }
      .rest a { display: block; padding: .4rem .6rem; color: var(--ink); text-decoration: none; border-radius: .45rem }
      .rest a:hover { background: var(--faint) }
      .rest a[aria-current] { font-weight: 600; color: var(--accent); background: var(--tint) }
      .end { margin-top: 1rem; padding-top: .75rem; border-top: 1px solid var(--line) }
      .end p { margin: 0; padding: 0 .6rem .25rem }
      .end .row { gap: .5rem; padding: .5rem .6rem 0 }
      .end button, .toggle { padding: .25rem .6rem; font-size: .9rem }
      .toggle { display: none; margin-left: auto }
      .side { min-width: 0 }
      main { box-sizing: border-box; max-width: 72rem; margin: 0 auto; padding: 1.5rem }
      @media (max-width: 56rem) {
        :host { grid-template-columns: minmax(0, 1fr) }
        aside { position: static; height: auto; padding: .6rem 1rem; border-right: 0; border-bottom: 1px solid var(--line) }
        .brand { padding: 0 }
        .toggle { display: block }
        .rest { display: none; padding-top: .75rem }
        .open .rest { display: flex }
        main { padding: 1rem }
      }
      .people a { display: block; padding: .55rem 0; border-bottom: 1px solid var(--line); text-decoration: none }
      .people a:last-child { border-bottom: 0 }
      .banner { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; padding: .6rem 1.5rem; color: var(--warn); background: var(--warn-tint) }
      .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0 1rem }
    `,
  ];

  async connectedCallback() {
    super.connectedCallback();
    document.documentElement.lang = language();
    addEventListener('hashchange', () => this.follow());
    this.me = await school.get('me');
    await this.choose(this.me.branches[0]);
    listen('/demo/events', 'extensions', { hear: () => this.discover(), reload: () => this.discover() });
  }

  async choose(branch) {
    this.branch = branch;
    showTimesOf(branch.zone);
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

  /** Answers may arrive in another order than questions: only the newest counts. */
  async search(text, after) {
    const asked = (this.asked = Symbol(text));
    const query = new URLSearchParams({ text, ...(after && { after }) });
    const page = await school.get(`branches/${this.branch.id}/customers?${query}`);
    if (this.asked === asked) {
      this.text = text;
      this.found = after ? [...this.found, ...page.items] : page.items;
      this.next = page.next;
    }
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
      ? html`${this.aside()}
          <div class="side">
            ${this.outdated
              ? html`<div class="banner" role="status">${t('updated')}
                  <button class="plain" @click=${() => location.reload()}>${t('reload')}</button></div>`
              : nothing}
            <main>${this.page()}</main>
          </div>`
      : nothing;
  }

  aside() {
    const link = (route, title) =>
      html`<a href="#${route}" aria-current=${this.route?.startsWith(route) ? 'page' : nothing}>${title}</a>`;
    const group = (title, entries) =>
      entries.length ? html`<p class="group quiet">${title}</p>${entries.map((one) => link(one.route, one.titles[language()]))}` : nothing;
    return html`
      <aside class=${this.open ? 'open' : ''}>
        <div class="brand">
          <i aria-hidden="true">${t('school')[0]}</i><strong>${t('school')}</strong>
          <button class="plain toggle" aria-expanded=${this.open ?? false} @click=${() => (this.open = !this.open)}>${t('menu')}</button>
        </div>
        <div class="rest">
          <select aria-label=${t('branch')} @change=${(event) => this.choose(this.me.branches[event.target.selectedIndex])}>
            ${this.me.branches.map((one) => html`<option ?selected=${one.id === this.branch.id}>${one.name}</option>`)}
          </select>
          <nav>
            ${link('/home', t('home'))} ${link('/customers', t('customers'))} ${link('/calendar', t('calendar'))} ${link('/groups', t('groups'))}
            ${group(t('finance'), this.at('FINANCE_MENU'))} ${group(t('settings'), [...this.at('SETTINGS_MENU'), ...this.own()])}
          </nav>
          <div class="end">
            <p class="quiet">${this.me.name}</p>
            ${link('/account', t('account'))}
            ${link('/licensing', t('licensing'))}
            <a href="/demo/mail" target="_blank" rel="noopener">${t('mail')}</a>
            <a href="/caught-messages/" target="_blank" rel="noopener">${t('caught')}</a>
            <div class="row">
              <button class="plain" lang=${language() === 'ru' ? 'en' : 'ru'} @click=${() => this.speak(language() === 'ru' ? 'en' : 'ru')}>${t('language')}</button>
              <form method="post" action="/logout"><button class="plain">${t('logout')}</button></form>
              <form method="post" action="/logout/everywhere"><button class="plain">${t('logout-everywhere')}</button></form>
            </div>
          </div>
        </div>
      </aside>
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
      case '/account':
        return html`<school-account .name=${this.me.name}></school-account>`;
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
          ? this.found.map((one) => html`<a href="#/customers/${one.id}">${one.name}</a>`)
          : html`<p class="quiet">${t('nobody')}</p>`}
      </div>
      ${this.next ? html`<p><button class="plain" @click=${() => this.search(this.text, this.next)}>${t('more')}</button></p>` : nothing}
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
