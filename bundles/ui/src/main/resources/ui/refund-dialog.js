// «Подтвердите возврат»: how much goes back and why; asked for once, however often the button is pressed. With
// `entered`, what went back at the bank is only written down.
import { LitElement, css, html } from 'lit';
import { api, looks, minor, money } from '@crm/ui';
import { once } from './once.js';
import { t } from './payment-words.js';

class RefundDialog extends LitElement {
  static properties = { payment: {}, entered: { type: Boolean }, amount: { state: true }, reason: { state: true }, busy: { state: true }, error: { state: true } };

  static styles = [
    looks,
    css`
      .end { justify-content: flex-end }
    `,
  ];

  updated(changed) {
    if (changed.has('payment')) {
      const dialog = this.renderRoot.querySelector('dialog');
      if (this.payment && !dialog.open) {
        this.key = once();
        this.amount = '';
        this.reason = '';
        this.error = '';
        dialog.showModal();
      } else if (!this.payment) {
        dialog.close();
      }
    }
  }

  get wanted() {
    const { left } = this.payment;
    const amount = this.amount ? minor(this.amount, left.currency) : left.amount;
    return amount > 0 && amount <= left.amount ? { amount, currency: left.currency } : null;
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  async send(event) {
    event.preventDefault();
    const amount = this.wanted;
    this.error = amount ? (this.reason.trim() ? '' : t('refund.no-reason')) : t('refund.bad', money(this.payment.left));
    if (this.error) {
      return;
    }
    const body = { amount, reason: this.reason.trim() };
    this.busy = true;
    try {
      await api.post(`payments/${this.payment.id}/${this.entered ? 'bank-refunds' : 'refunds'}`, body, this.key(body));
      this.dispatchEvent(new CustomEvent('refunded'));
    } catch (problem) {
      this.error = problem.message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    const left = this.payment?.left;
    return html`
      <dialog aria-labelledby="title" @cancel=${this.close}>
        <form @submit=${this.send} novalidate>
          <h2 id="title">${t(this.entered ? 'refund.enter' : 'refund.confirm')}</h2>
          <label>${t('refund.amount')}
            <input inputmode="decimal" autocomplete="off" .value=${this.amount ?? ''} placeholder=${left ? t('refund.all', money(left)) : ''}
              @input=${(event) => (this.amount = event.target.value)} />
          </label>
          <label>${t('refund.reason')}
            <input maxlength="200" .value=${this.reason ?? ''} @input=${(event) => (this.reason = event.target.value)} />
          </label>
          <p><strong>${t(this.entered ? 'refund.enter.intro' : 'refund.irreversible')}</strong></p>
          <p class="error" role="alert">${this.error}</p>
          <div class="row end">
            <button type="button" class="plain" @click=${this.close}>${t('cancel')}</button>
            <button ?disabled=${this.busy}>${left ? t(this.entered ? 'refund.enter.yes' : 'refund.yes', money(this.wanted ?? left)) : ''}</button>
          </div>
        </form>
      </dialog>
    `;
  }
}

customElements.define('crm-refund-dialog', RefundDialog);
