// A link by which a chat is bound, to hand on or to show as a code. Says `closed`.
import { LitElement, css, html } from 'lit';
import { looks, moment } from '@crm/ui';
import { channelName, t } from './message-words.js';

class ChatLink extends LitElement {
  /** `link` is `{ channel, link, code, until }`, or null. */
  static properties = { link: {}, copied: { state: true } };

  static styles = [
    looks,
    css`
      dialog { max-width: 26rem }
      a { overflow-wrap: anywhere }
      img { display: block; width: 14rem; height: 14rem; margin: 1rem auto; border-radius: .6rem }
      .end { justify-content: flex-end }
    `,
  ];

  updated(changed) {
    if (changed.has('link')) {
      const dialog = this.renderRoot.querySelector('dialog');
      this.copied = false;
      if (this.link && !dialog.open) {
        dialog.showModal();
      } else if (!this.link) {
        dialog.close();
      }
    }
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  async copy() {
    await navigator.clipboard.writeText(this.link.link);
    this.copied = true;
  }

  render() {
    const { channel = '', link = '', code = '', until } = this.link ?? {};
    return html`
      <dialog aria-labelledby="title" @cancel=${this.close}>
        <h2 id="title">${t('chats.link.title', channelName(channel))}</h2>
        <p>${t('chats.link.text')}</p>
        <p><a href=${link} target="_blank" rel="noopener noreferrer">${link}</a></p>
        <img src=${code} alt=${t('chats.code')} width="224" height="224">
        <p class="quiet">${until ? t('chats.link.until', moment(until)) : ''}</p>
        <div class="row end">
          <button class="plain" @click=${this.copy}>${this.copied ? t('chats.copied') : t('chats.copy')}</button>
          <button @click=${this.close}>${t('chats.close')}</button>
        </div>
      </dialog>
    `;
  }
}

customElements.define('crm-chat-link', ChatLink);
