// The chats in messengers that a customer has bound, on the customer's card, and the links by which he binds others.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import './chat-link.js';
import './confirm-dialog.js';
import { once } from './once.js';
import { channelName, t } from './message-words.js';

class CustomerChats extends LitElement {
  static properties = {
    context: {},
    view: { state: true },
    link: { state: true },
    question: { state: true },
    error: { state: true },
    busy: { state: true },
  };

  static styles = [
    looks,
    css`
      td { font-size: .93rem; overflow-wrap: anywhere }
      td:last-child { text-align: right }
    `,
  ];

  constructor() {
    super();
    this.keyOf = once();
  }

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
    }
  }

  async load() {
    const { branch, customer } = this.context;
    this.error = '';
    try {
      this.view = await api.get(`chats?branch=${branch.id}&customer=${customer}`);
    } catch (problem) {
      this.view = { channels: [], chats: [] };
      this.error = problem.message;
    }
  }

  async bind(channel) {
    const { branch, customer } = this.context;
    this.busy = true;
    this.error = '';
    try {
      const body = { branch: branch.id, customer, channel };
      this.link = { channel, ...(await api.post('chats/invitations', body, this.keyOf({ ...body, at: Date.now() }))) };
    } catch (problem) {
      this.error = problem.message;
    } finally {
      this.busy = false;
    }
  }

  ask({ binding }) {
    this.question = {
      title: t('chats.unbind.sure', channelName(binding.channel), binding.chat),
      text: t('chats.unbind.text'),
      yes: t('chats.unbind'),
      work: () => api.drop(`chats/${binding.id}`),
    };
  }

  done() {
    this.question = null;
    this.link = null;
    this.load();
  }

  render() {
    if (!this.view) {
      return nothing;
    }
    const { channels, chats } = this.view;
    return html`
      <section class="card">
        <h2>${t('chats')}</h2>
        <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
        ${chats.length || this.error ? nothing : html`<p class="quiet">${t(channels.length ? 'chats.none' : 'chats.no-bot')}</p>`}
        <table><tbody>${chats.map((one) => this.row(one))}</tbody></table>
        <div class="row">
          ${channels.map((channel) => html`
            <button class="plain" ?disabled=${this.busy} @click=${() => this.bind(channel)}>${t('chats.bind', channelName(channel))}</button>
          `)}
        </div>
        <crm-chat-link .link=${this.link} @closed=${this.done}></crm-chat-link>
        <crm-confirm-dialog .question=${this.question} @closed=${() => (this.question = null)} @done=${this.done}></crm-confirm-dialog>
      </section>
    `;
  }

  row(one) {
    const { binding, refused } = one;
    return html`
      <tr>
        <td>${channelName(binding.channel)}<div class="quiet">${t('chats.number', binding.chat)}</div></td>
        <td class="quiet">${t('chats.since', moment(binding.boundAt))}${refused ? html`<div>${t('chats.refused')}</div>` : nothing}</td>
        <td><button class="plain" @click=${() => this.ask(one)}>${t('chats.unbind')}</button></td>
      </tr>
    `;
  }
}

customElements.define('crm-customer-chats', CustomerChats);
