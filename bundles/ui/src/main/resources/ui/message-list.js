// What has become of the branch's messages, newest first; one that ended badly can be sent once more.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import './confirm-dialog.js';
import { once } from './once.js';
import { channelName, course, look, said, t } from './message-words.js';

const PAGE = 50;
const BADLY = ['UNCERTAIN', 'DEAD', 'UNDELIVERED', 'REJECTED'];
const AGAIN = [...BADLY, 'SUPPRESSED'];
const WAITING = ['PENDING', 'HELD', 'RETRY_WAIT'];
const OTHERS = ['PENDING', 'HELD', 'SENDING', 'RETRY_WAIT', 'ACCEPTED', 'DELIVERED', 'SUPPRESSED', 'EXPIRED', 'CANCELLED'];
// These say all by themselves.
const PLAIN = ['SUPPRESSED', 'EXPIRED'];

class MessageList extends LitElement {
  static properties = {
    branch: {},
    run: {},
    filter: { state: true },
    channels: { state: true },
    found: { state: true },
    lines: { state: true },
    next: { state: true },
    question: { state: true },
    told: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      form { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 0 .9rem }
      .list { overflow-x: auto }
      td { font-size: .93rem; vertical-align: top }
      td.who { min-width: 13rem; overflow-wrap: break-word }
      td.state { max-width: 22rem; overflow-wrap: anywhere }
      td.time { white-space: nowrap }
      .badge.good { color: var(--good); background: var(--good-tint) }
      .badge.bad { color: var(--bad); background: var(--bad-tint) }
      .label { display: none }
      @media (max-width: 44rem) {
        thead { display: none }
        tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
        td { display: block; padding: .1rem .3rem; border: 0 }
        td.number { text-align: left }
        td.by div { display: inline }
        td.by div::before { content: '· ' }
        .label { display: inline }
      }
    `,
  ];

  constructor() {
    super();
    this.filter = { state: '', channel: '', customer: '' };
  }

  updated(changed) {
    if ((changed.has('branch') || changed.has('run')) && this.branch) {
      this.load();
      this.tell(async () => (this.channels = (await api.get(`channels?branch=${this.branch.id}`)).map((one) => one.channel)));
    }
  }

  load(cursor) {
    return this.tell(async () => {
      const query = new URLSearchParams({ branch: this.branch.id, limit: PAGE });
      const wanted = { ...this.filter, run: this.run, cursor };
      Object.entries(wanted).filter(([, value]) => value).forEach(([name, value]) => query.set(name, value));
      const page = await api.get(`messages?${query}`);
      this.lines = cursor ? [...this.lines, ...page.items] : page.items;
      this.next = page.next;
    });
  }

  async tell(work) {
    this.error = '';
    try {
      await work();
    } catch (problem) {
      this.error = problem.message;
    }
  }

  narrow(event) {
    event.preventDefault();
    const { state, channel, customer } = Object.fromEntries(new FormData(this.renderRoot.querySelector('form')));
    const known = this.found?.find((one) => one.name === customer);
    this.filter = { state, channel, customer: known?.id ?? '' };
    this.told = '';
    this.load();
  }

  search(text) {
    return this.tell(async () => {
      this.found = text ? await api.get(`customers?branch=${this.branch.id}&text=${encodeURIComponent(text)}`) : [];
    });
  }

  ask({ message }) {
    const key = once();
    this.question = {
      title: t('resend.confirm', message.address),
      text: t(message.state === 'UNCERTAIN' ? 'resend.uncertain' : 'resend.text'),
      yes: t('resend'),
      work: () => api.post(`messages/${message.id}/resend`, {}, key(message.id)),
    };
  }

  askToStop({ message }) {
    const key = once();
    this.question = {
      title: t('stop.confirm', message.address),
      text: t('stop.text'),
      yes: t('stop'),
      work: () => api.post(`messages/${message.id}/cancel`, {}, key(message.id)),
    };
  }

  sent(line) {
    this.question = null;
    this.lines = this.lines.map((one) => (one.message.id === line.message.id ? line : one));
    this.told = t(line.message.state === 'CANCELLED' ? 'stopped' : 'resent', line.message.address);
  }

  render() {
    return html`
      ${this.filters()}
      ${this.run
        ? html`<p>${t('of.run')} <a href="#/mailings/runs/${this.run}">${t('run', this.run)}</a> · <a href="#/messages">${t('all')}</a></p>`
        : nothing}
      <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
      <p role="status" ?hidden=${!this.told}>${this.told}</p>
      <section class="card">${this.list()}</section>
      <crm-confirm-dialog
        .question=${this.question ?? null}
        @closed=${() => (this.question = null)}
        @done=${(event) => this.sent(event.detail)}
      ></crm-confirm-dialog>
    `;
  }

  filters() {
    const options = (states) => states.map((one) => html`<option value=${one}>${t(`state.${one}`)}</option>`);
    return html`
      <form @submit=${this.narrow} @change=${this.narrow}>
        <label>${t('state')}
          <select name="state">
            <option value="">${t('any')}</option>
            <optgroup label=${t('states.bad')}>${options(BADLY)}</optgroup>
            <optgroup label=${t('states.other')}>${options(OTHERS)}</optgroup>
          </select>
        </label>
        <label>${t('channel')}
          <select name="channel">
            <option value="">${t('any')}</option>
            ${this.channels?.map((one) => html`<option value=${one}>${channelName(one)}</option>`) ?? nothing}
          </select>
        </label>
        <label>${t('customer')}
          <input name="customer" list="customers" autocomplete="off" placeholder=${t('customer.any')}
            @input=${(event) => this.search(event.target.value)} />
          <datalist id="customers">${this.found?.map((one) => html`<option value=${one.name}></option>`) ?? nothing}</datalist>
        </label>
      </form>
    `;
  }

  list() {
    if (!this.lines) {
      return nothing;
    }
    if (this.lines.length === 0) {
      const narrowed = this.run || Object.values(this.filter).some((one) => one);
      return html`<p class="quiet">${t(narrowed ? 'none.such' : 'none')}</p>`;
    }
    return html`
      <div class="list">
        <table>
          <thead>
            <tr>
              <th>${t('changed')}</th><th>${t('customer')}</th><th>${t('channel')}</th><th>${t('state')}</th>
              <th class="number">${t('tries')}</th><td></td>
            </tr>
          </thead>
          <tbody>${this.lines.map((one) => this.row(one))}</tbody>
        </table>
      </div>
      ${this.next ? html`<p><button class="plain" @click=${() => this.load(this.next)}>${t('more')}</button></p>` : nothing}
    `;
  }

  row(line) {
    const { message, customerName, waitsFor, openedAt } = line;
    return html`
      <tr>
        <td class="time">${moment(message.changedAt)}</td>
        <td class="who"><a href="#/customers/${message.customer}">${customerName || message.customer}</a><div class="quiet">${message.address}</div></td>
        <td class="by">${channelName(message.channel)} <div class="quiet">${t(`purpose.${message.purpose}`)}</div></td>
        <td class="state">
          <span class="badge ${look(message)}">${t(`state.${message.state}`)}</span>
          ${waitsFor ? html`<div>${t(`waits.${waitsFor}`, moment(message.notBefore))}</div>` : nothing}
          ${course(message, openedAt) ? html`<div class="quiet">${course(message, openedAt)}</div>` : nothing}
          ${message.detail && !PLAIN.includes(message.state) ? html`<div class="quiet">${said(message.detail)}</div>` : nothing}
        </td>
        <td class="number"><span class="label">${t('tries')}: </span>${message.attempts}</td>
        <td class="number">
          ${AGAIN.includes(message.state)
            ? html`<button class="plain" aria-label="${t('resend')} ${message.address}" @click=${() => this.ask(line)}>${t('resend')}</button>`
            : nothing}
          ${WAITING.includes(message.state)
            ? html`<button class="plain" aria-label="${t('stop')} ${message.address}" @click=${() => this.askToStop(line)}>${t('stop')}</button>`
            : nothing}
        </td>
      </tr>
    `;
  }
}

customElements.define('crm-message-list', MessageList);
