// Asks before something is done: does it on «yes», says `done` with the answer, or `closed`; a refusal is shown here.
import { LitElement, css, html } from 'lit';
import { looks } from '@crm/ui';
import { t } from './message-words.js';

class ConfirmDialog extends LitElement {
  /** `question` is `{ title, text, yes, work }`, or null. */
  static properties = { question: {}, busy: { state: true }, error: { state: true } };

  static styles = [
    looks,
    css`
      h2, p { overflow-wrap: anywhere }
      .end { justify-content: flex-end }
    `,
  ];

  updated(changed) {
    if (changed.has('question')) {
      const dialog = this.renderRoot.querySelector('dialog');
      this.error = '';
      if (this.question && !dialog.open) {
        dialog.showModal();
      } else if (!this.question) {
        dialog.close();
      }
    }
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  async work() {
    this.busy = true;
    this.error = '';
    try {
      const detail = await this.question.work();
      this.dispatchEvent(new CustomEvent('done', { detail }));
    } catch (problem) {
      this.error = problem.message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`
      <dialog aria-labelledby="title" @cancel=${this.close}>
        <h2 id="title">${this.question?.title}</h2>
        <p>${this.question?.text}</p>
        <p class="error" role="alert">${this.error}</p>
        <div class="row end">
          <button class="plain" @click=${this.close}>${t('cancel')}</button>
          <button ?disabled=${this.busy} @click=${this.work}>${this.question?.yes}</button>
        </div>
      </dialog>
    `;
  }
}

customElements.define('crm-confirm-dialog', ConfirmDialog);
