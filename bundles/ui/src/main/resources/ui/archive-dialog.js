// «Подтвердите действие»: starts the bulk archive and leads to its report.
import { LitElement, css, html } from 'lit';
import { api, looks } from '@crm/ui';
import { t } from './invoice-words.js';

class ArchiveDialog extends LitElement {
  static properties = { branch: {}, asking: {}, chosen: {}, filter: {}, busy: { state: true }, error: { state: true } };

  static styles = [
    looks,
    css`
      .row { justify-content: flex-end }
    `,
  ];

  updated(changed) {
    const dialog = this.renderRoot.querySelector('dialog');
    if (changed.has('asking')) {
      this.error = '';
      this.key = crypto.randomUUID();
      if (this.asking && !dialog.open) {
        dialog.showModal();
      } else if (!this.asking) {
        dialog.close();
      }
    }
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  body() {
    const branch = this.branch.id;
    if (this.asking === 'chosen') {
      return { branch, invoices: this.chosen };
    }
    const { status, expired, customer, method, number, issuedFrom, issuedTo } = this.filter;
    const matching = {
      statuses: status ? [status] : null,
      expired: expired ? true : null,
      customer: customer || null,
      method: method || null,
      number: number || null,
      issuedFrom: issuedFrom || null,
      issuedTo: issuedTo || null,
    };
    return { branch, matching };
  }

  async archive() {
    this.busy = true;
    try {
      const report = await api.post('operation-reports', this.body(), { 'Idempotency-Key': this.key });
      this.close();
      location.hash = `#/finance/invoices/reports/${report.id}`;
    } catch (problem) {
      this.error = problem.message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`
      <dialog aria-labelledby="title" @cancel=${this.close}>
        <h2 id="title">${t('confirm')}</h2>
        <p>${this.asking === 'chosen' ? t('confirm.chosen', this.chosen.length) : t('confirm.all')}</p>
        <p><strong>${t('confirm.irreversible')}</strong></p>
        <p class="error" role="alert">${this.error}</p>
        <div class="row">
          <button class="plain" @click=${this.close}>${t('cancel')}</button>
          <button ?disabled=${this.busy} @click=${this.archive}>${t('confirm.yes')}</button>
        </div>
      </dialog>
    `;
  }
}

customElements.define('crm-archive-dialog', ArchiveDialog);
