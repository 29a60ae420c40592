// «Настройки CRM» → «Сообщения»: what has become of messages, how the channels are, and who is not written to.
import { LitElement, css, html, nothing } from 'lit';
import { looks } from '@crm/ui';
import './channels.js';
import './message-list.js';
import './stop-list.js';
import { t } from './message-words.js';

const PARTS = { '': 'messages', 'channels': 'channels', 'stop-list': 'stop-list' };

class Messages extends LitElement {
  static properties = { context: {} };

  static styles = [
    looks,
    css`
      nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-bottom: 1rem; border-bottom: 1px solid var(--line) }
      nav a { padding: .35rem .1rem; margin-bottom: -1px; text-decoration: none; border-bottom: 3px solid transparent }
      nav a[aria-current] { font-weight: 600; color: var(--ink); border-bottom-color: var(--accent) }
    `,
  ];

  render() {
    const rest = this.context?.rest ?? '';
    const part = PARTS[rest] ?? 'messages';
    return html`
      <h1>${t('title')}</h1>
      <nav aria-label=${t('title')}>
        ${Object.entries(PARTS).map(
          ([route, name]) => html`<a href="#/messages${route ? `/${route}` : ''}" aria-current=${part === name ? 'page' : nothing}>${t(name)}</a>`,
        )}
      </nav>
      ${this.context ? this.part(part, rest) : nothing}
    `;
  }

  part(name, rest) {
    const { branch } = this.context;
    switch (name) {
      case 'channels':
        return html`<crm-channels .branch=${branch}></crm-channels>`;
      case 'stop-list':
        return html`<crm-stop-list .branch=${branch}></crm-stop-list>`;
      default:
        return html`<crm-message-list .branch=${branch} .run=${rest.match(/^runs\/(\d+)$/)?.[1] ?? ''}></crm-message-list>`;
    }
  }
}

customElements.define('crm-messages', Messages);
