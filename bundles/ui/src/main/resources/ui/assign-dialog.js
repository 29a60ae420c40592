// Whose is it? Finds an invoice for money that belongs to nobody yet.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, money } from '@crm/ui';
import { once } from './once.js';
import { t } from './payment-words.js';

class AssignDialog extends LitElement {
  static properties = {
    branch: {},
    money: {},
    found: { state: true },
    chosen: { state: true },
    busy: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      fieldset { max-height: 40vh; overflow-y: auto; margin: 0 0 .75rem; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: .5rem }
      .end { justify-content: flex-end }
    `,
  ];

  updated(changed) {
    if (changed.has('money')) {
      const dialog = this.renderRoot.querySelector('dialog');
      if (this.money && !dialog.open) {
        this.key = once();
        this.found = null;
        this.chosen = null;
        this.error = '';
        this.search('');
        dialog.showModal();
      } else if (!this.money) {
        dialog.close();
      }
    }
  }

  async search(number) {
    const page = await api.get(`invoices?branch=${this.branch.id}&limit=20&number=${encodeURIComponent(number.trim())}`);
    this.found = page.items;
    this.chosen = null;
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  async assign(event) {
    event.preventDefault();
    const body = { invoice: this.chosen.id };
    this.busy = true;
    try {
      const left = await api.post(`payments/unassigned/${this.money.id}/assignments?branch=${this.branch.id}`, body, this.key(body));
      this.dispatchEvent(new CustomEvent('assigned', { detail: left.items }));
    } catch (problem) {
      this.error = problem.message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`
      <dialog aria-labelledby="title" @cancel=${this.close}>
        <form @submit=${this.assign} novalidate>
          <h2 id="title">${this.money ? t('assign.confirm', money(this.money.amount)) : nothing}</h2>
          <label>${t('assign.find')}<input type="search" autocomplete="off" @input=${(event) => this.search(event.target.value)} /></label>
          ${this.found?.length === 0 ? html`<p class="quiet">${t('assign.nothing')}</p>` : nothing}
          ${this.found?.length
            ? html`<fieldset aria-label=${t('invoice')}>
                ${this.found.map(
                  (one) => html`<label class="inline">
                    <input type="radio" name="invoice" .checked=${this.chosen?.id === one.id} @change=${() => (this.chosen = one)} />
                    ${one.number} · ${one.customerName} · ${money(one.amount)}
                  </label>`,
                )}
              </fieldset>`
            : nothing}
          <p><strong>${t('assign.irreversible')}</strong></p>
          <p class="error" role="alert">${this.error}</p>
          <div class="row end">
            <button type="button" class="plain" @click=${this.close}>${t('cancel')}</button>
            <button ?disabled=${this.busy || !this.chosen}>${this.chosen ? t('assign.yes', this.chosen.number) : t('assign')}</button>
          </div>
        </form>
      </dialog>
    `;
  }
}

customElements.define('crm-assign-dialog', AssignDialog);
