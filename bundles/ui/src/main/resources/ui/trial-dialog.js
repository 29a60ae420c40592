// Sends a trial message through one account to whoever asks for it, and says at once what the provider answered.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks } from '@crm/ui';
import { once } from './once.js';
import { t as said } from './message-words.js';
import { t } from './integration-words.js';

class TrialDialog extends LitElement {
  static properties = { account: {}, offer: {}, busy: { state: true }, answer: { state: true }, error: { state: true } };

  static styles = [
    looks,
    css`
      p { overflow-wrap: anywhere }
      .good { color: var(--good) }
      .end { justify-content: flex-end }
    `,
  ];

  updated(changed) {
    if (changed.has('account')) {
      const dialog = this.renderRoot.querySelector('dialog');
      this.error = '';
      this.answer = null;
      if (this.account && !dialog.open) {
        this.renderRoot.querySelector('form').reset();
        dialog.showModal();
      } else if (!this.account) {
        dialog.close();
      }
    }
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  async send(event) {
    event.preventDefault();
    const body = { address: new FormData(event.target).get('address').trim() };
    this.busy = true;
    this.error = '';
    this.answer = null;
    try {
      this.answer = await api.post(`provider-accounts/${this.account.id}/test-messages`, body, once()(body));
    } catch (problem) {
      this.error = problem.fields?.address ?? problem.message;
    } finally {
      this.busy = false;
    }
  }

  render() {
    const { answer } = this;
    return html`
      <dialog aria-labelledby="title" @cancel=${this.close}>
        <h2 id="title">${t('trial.title')}</h2>
        <p class="quiet">${t('trial.text', this.account?.name ?? '')}</p>
        <form @submit=${this.send} novalidate>
          <label>${t(`to.${this.offer?.addresses ?? 'EMAIL'}`)}
            <input name="address" autocomplete=${this.offer?.addresses === 'MOBILE_PHONE' ? 'tel' : this.offer?.addresses === 'CHAT' ? 'off' : 'email'} aria-invalid=${Boolean(this.error)} /></label>
          <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
          ${answer ? html`<p role="status" class=${answer.outcome === 'ACCEPTED' ? 'good' : 'error'}>${this.words(answer)}</p>` : nothing}
          <div class="row end">
            <button type="button" class="plain" @click=${this.close}>${t('close')}</button>
            <button ?disabled=${this.busy}>${t('trial.send')}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  words({ outcome, cause, detail }) {
    return [t(`trial.${outcome}`), cause === 'NONE' ? '' : said(`cause.${cause}`), detail].filter(Boolean).join('. ');
  }
}

customElements.define('crm-trial-dialog', TrialDialog);
