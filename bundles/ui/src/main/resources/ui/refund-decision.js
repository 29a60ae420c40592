// What became of a refund of which the bank does not tell, by the word of somebody who has asked there.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, money } from '@crm/ui';
import { once } from './once.js';
import { t } from './payment-words.js';

class RefundDecision extends LitElement {
  static properties = { choice: {}, reason: { state: true }, busy: { state: true }, error: { state: true } };

  static styles = [
    looks,
    css`
      .end { justify-content: flex-end }
    `,
  ];

  updated(changed) {
    if (changed.has('choice')) {
      const dialog = this.renderRoot.querySelector('dialog');
      if (this.choice && !dialog.open) {
        this.key = once();
        this.reason = '';
        this.error = '';
        dialog.showModal();
      } else if (!this.choice) {
        dialog.close();
      }
    }
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  async send(event) {
    event.preventDefault();
    const { payment, refund, wentBack } = this.choice;
    const body = { wentBack, reason: this.reason.trim() };
    this.error = body.reason ? '' : t('decide.no-reason');
    if (this.error) {
      return;
    }
    this.busy = true;
    try {
      await api.post(`payments/${payment.id}/refunds/${refund.id}/decisions`, body, this.key(body));
      this.dispatchEvent(new CustomEvent('decided'));
    } catch (problem) {
      this.error = problem.message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`
      <dialog aria-labelledby="title" @cancel=${this.close}>
        <form @submit=${this.send} novalidate>${this.choice ? this.question(this.choice) : nothing}</form>
      </dialog>
    `;
  }

  question({ refund, wentBack }) {
    const answer = wentBack ? 'decide.back' : 'decide.none';
    return html`
      <h2 id="title">${t('decide.title', money(refund.amount))}</h2>
      <p><strong>${t(answer)}.</strong> ${t(`${answer}.effect`, money(refund.amount))}</p>
      <label>${t('decide.reason')}
        <input maxlength="200" .value=${this.reason ?? ''} @input=${(event) => (this.reason = event.target.value)} />
      </label>
      <p class="error" role="alert">${this.error}</p>
      <div class="row end">
        <button type="button" class="plain" @click=${this.close}>${t('cancel')}</button>
        <button ?disabled=${this.busy}>${t(answer)}</button>
      </div>
    `;
  }
}

customElements.define('crm-refund-decision', RefundDecision);
