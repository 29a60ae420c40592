// «Текст SMS/email письма»: a message to one of the customer's addresses. Says `closed` when it is done.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks } from '@crm/ui';
import { once } from './once.js';
import { t } from './words.js';

class MessageForm extends LitElement {
  static properties = {
    context: {},
    recipient: {},
    text: {},
    error: { state: true },
    fields: { state: true },
    busy: { state: true },
    sent: { state: true },
  };

  static styles = [
    looks,
    css`
      form { padding: 1rem; margin: .5rem 0 1rem; background: var(--faint); border: 1px solid var(--line); border-radius: .6rem }
      textarea { min-height: 6rem }
    `,
  ];

  constructor() {
    super();
    this.keyOf = once();
  }

  async send(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const { branch, customer } = this.context;
    this.busy = true;
    this.error = '';
    this.fields = {};
    const body = {
      branch: branch.id,
      customer,
      ...this.recipient,
      subject: form.get('subject'),
      text: form.get('text'),
    };
    try {
      await api.post('messages', body, this.keyOf(body));
      this.sent = true;
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields;
    } finally {
      this.busy = false;
    }
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  render() {
    if (this.sent) {
      return html`<p role="status">✓ ${t('message.sent', this.recipient.address)} <button class="plain" @click=${this.close}>${t('close')}</button></p>`;
    }
    const email = this.recipient.method === 'EMAIL';
    return html`
      <form @submit=${this.send}>
        <p><strong>${this.recipient.address}</strong> <span class="error">${this.fields?.address}</span></p>
        ${email
          ? html`<label>${t('message.subject')}<input name="subject" maxlength="500" required /><span class="error">${this.fields?.subject}</span></label>`
          : nothing}
        <label>${t('message.text')}<textarea name="text" required .value=${this.text ?? ''}></textarea>
          <span class="error">${this.fields?.text}</span></label>
        <p class="error" role="alert">${this.error}</p>
        <div class="row">
          <button ?disabled=${this.busy}>${t('message.send')}</button>
          <button type="button" class="plain" @click=${this.close}>${t('cancel')}</button>
        </div>
      </form>
    `;
  }
}

customElements.define('crm-message-form', MessageForm);
