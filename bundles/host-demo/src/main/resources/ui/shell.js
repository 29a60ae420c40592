// The demo CRM's shell: menu, branch, customers, and whatever bundles contribute.
import { LitElement, css, html, nothing } from 'lit';
import { language, looks, money, translator } from '@crm/ui';

const t = translator({
  ru: {
    school: 'Школа',
    customers: 'Клиенты',
    finance: 'Финансы',
    settings: 'Настройки CRM',
    search: 'Имя, телефон или e-mail',
    nobody: 'Никого не нашлось',
    logout: 'Выйти',
    branch: 'Филиал',
    gone: 'Эта часть CRM сейчас не установлена',
    contacts: 'Контакты',
    accounts: 'Счета клиента',
    base: 'Базовый',
    separate: 'Абонемент {0}',
    subscriptions: 'Абонементы',
    lessons: 'Ближайшие занятия',
    EMAIL: 'E-mail',
    MOBILE_PHONE: 'Мобильный',
    OTHER_PHONE: 'Телефон',
    TELEGRAM: 'Telegram',
    inactive: 'не учится',
    HELD: 'проведено',
    PLANNED: 'запланировано',
    CANCELLED: 'отменено',
    mail: 'Пойманная почта',
  },
  en: {
    school: 'School',
    customers: 'Customers',
    finance: 'Finance',
    settings: 'CRM settings',
    search: 'Name, phone or e-mail',
    nobody: 'Nobody found',
    logout: 'Log out',
    branch: 'Branch',
    gone: 'This part of the CRM is not installed at the moment',
    contacts: 'Contacts',
    accounts: 'Accounts',
    base: 'Base',
    separate: 'Subscription {0}',
    subscriptions: 'Subscriptions',
    lessons: 'Lessons',
    EMAIL: 'E-mail',
    MOBILE_PHONE: 'Mobile',
    OTHER_PHONE: 'Phone',
    TELEGRAM: 'Telegram',
    inactive: 'does not study',
    HELD: 'held',
    PLANNED: 'planned',
    CANCELLED: 'cancelled',
    mail: 'Caught mail',
  },
});

async function school(path) {
  const response = await fetch(`/crm/demo/${path}`);
  if (response.status === 401) {
    location.assign('/login');
  }
  return response.json();
}

class Shell extends LitElement {
  static properties = {
    me: { state: true },
    branch: { state: true },
    extensions: { state: true },
    route: { state: true },
    found: { state: true },
    card: { state: true },
  };

  static styles = [
    looks,
    css`
      header { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; padding: .7rem 1.25rem;
        color: #fff; background: #16304f }
      header strong { font-size: 1.1rem }
      header a { color: #dbe7f6; text-decoration: none }
      header a[aria-current] { color: #fff; font-weight: 600 }
      header select { width: auto; margin: 0; padding: .25rem .4rem }
      header form { margin-left: auto }
      header button { padding: .25rem .6rem; background: transparent; border-color: #56708f }
      main { max-width: 66rem; margin: 0 auto; padding: 1.25rem }
      .people a { display: block; padding: .55rem 0; border-bottom: 1px solid #e9ecf0; text-decoration: none }
      .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 0 1rem }
    `,
  ];

  async connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', () => this.follow());
    this.me = await school('me');
    await this.choose(this.me.branches[0]);
  }

  async choose(branch) {
    this.branch = branch;
    this.extensions = await school(`branches/${branch.id}/extensions`);
    await this.follow();
  }

  async follow() {
    this.route = location.hash.slice(1) || '/customers';
    const customer = this.route.match(/^\/customers\/(\d+)$/)?.[1];
    this.card = null;
    if (customer) {
      this.card = await school(`branches/${this.branch.id}/customers/${customer}`);
    } else if (this.route === '/customers') {
      await this.search('');
    }
  }

  async search(text) {
    this.found = await school(`branches/${this.branch.id}/customers?text=${encodeURIComponent(text)}`);
  }

  render() {
    return this.branch && this.extensions
      ? html`${this.head()}<main>${this.page()}</main>`
      : nothing;
  }

  head() {
    const menu = this.extensions.filter((one) => one.route);
    const link = (route, title) =>
      html`<a href="#${route}" aria-current=${this.route?.startsWith(route) ? 'page' : nothing}>${title}</a>`;
    return html`
      <header>
        <strong>${t('school')}</strong>
        <label class="inline" style="color: inherit; margin: 0">
          <select aria-label=${t('branch')} @change=${(event) => this.choose(this.me.branches[event.target.selectedIndex])}>
            ${this.me.branches.map((one) => html`<option ?selected=${one.id === this.branch.id}>${one.name}</option>`)}
          </select>
        </label>
        <nav class="row">
          ${link('/customers', t('customers'))}
          ${menu.map((one) => link(one.route, one.titles[language()]))}
          <a href="/demo/mail" target="_blank" rel="noopener">${t('mail')}</a>
        </nav>
        <form method="post" action="/logout"><button>${t('logout')}</button></form>
      </header>
    `;
  }

  page() {
    if (this.route === '/customers') {
      return this.people();
    }
    if (this.card) {
      return this.customer(this.card);
    }
    const extension = this.extensions.find((one) => one.route && this.route?.startsWith(one.route));
    return extension
      ? contributed(extension, { branch: this.branch, rest: this.route.slice(extension.route.length + 1) })
      : this.route?.startsWith('/customers/')
        ? nothing
        : html`<p class="card quiet">${t('gone')}</p>`;
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

  customer(card) {
    const widgets = this.extensions.filter((one) => one.point === 'CUSTOMER_CARD');
    const sum = (amount, currency) => money({ amount, currency });
    return html`
      <h1>${card.name} ${card.active ? nothing : html`<span class="badge">${t('inactive')}</span>`}</h1>
      <div class="two">
        <section class="card">
          <h2>${t('accounts')}</h2>
          <table>
            ${card.accounts.map(
              (account) => html`<tr>
                <td>${account.id ? t('separate', account.id) : t('base')}</td>
                <td class="number" data-account=${account.id}>${sum(account.balance, account.currency)}</td>
              </tr>`,
            )}
          </table>
        </section>
        <section class="card">
          <h2>${t('contacts')}</h2>
          ${card.contacts.map((contact) => html`<div><span class="quiet">${t(contact.kind)}:</span> ${contact.address}</div>`)}
        </section>
      </div>
      ${widgets.map((one) => contributed(one, { branch: this.branch, customer: card.id }))}
      <div class="two">
        <section class="card">
          <h2>${t('subscriptions')}</h2>
          ${card.subscriptions.map(
            (one) => html`<div>${one.name}, ${sum(one.price, this.branch.currency)}
              <span class="quiet">${one.begin} – ${one.end ?? '…'}</span></div>`,
          )}
        </section>
        <section class="card">
          <h2>${t('lessons')}</h2>
          ${card.lessons.map((one) => html`<div>${one.start.replace('T', ' ')} <span class="quiet">${t(one.status)}</span></div>`)}
        </section>
      </div>
    `;
  }
}

// One element per extension and page, kept while the page stays, so that a redraw does not lose what was typed.
const made = new Map();

function contributed(extension, context) {
  const key = `${extension.element} ${JSON.stringify(context)}`;
  if (!made.has(key)) {
    made.clear();
    import(extension.module);
    const element = document.createElement(extension.element);
    element.context = context;
    made.set(key, element);
  }
  return made.get(key);
}

customElements.define('crm-shell', Shell);
