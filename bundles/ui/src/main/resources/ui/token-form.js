// A new token, and its secret, which is shown this once.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, whole } from '@crm/ui';
import { once } from './once.js';
import { t } from './token-words.js';

const PERMISSIONS = ['INVOICE_READ', 'INVOICE_ISSUE', 'INVOICE_ARCHIVE', 'MAILING_READ', 'MAILING_EDIT', 'MAILING_RUN', 'SETTINGS_EDIT'];
const DAYS = 90;
const RATE = 600;

/** The day so many days from now, as a field of dates writes it. */
function ahead(days) {
  const then = new Date(Date.now() + days * 86400000);
  return new Date(then.getTime() - then.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

class TokenForm extends LitElement {
  static properties = {
    branch: {},
    made: { state: true },
    copied: { state: true },
    busy: { state: true },
    fields: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      form, section { max-width: 36rem }
      fieldset { margin: 0 0 .8rem; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: .5rem }
      legend { padding: 0 .3rem; color: var(--quiet) }
      label.inline { margin: .25rem 0 }
      .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0 .9rem }
      code { display: block; margin: .75rem 0; padding: .6rem .75rem; overflow-wrap: anywhere; background: var(--faint); border-radius: .4rem }
    `,
  ];

  request = once();

  async make(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const day = form.get('expires');
    const rate = whole(form.get('rate'));
    this.error = '';
    this.fields = {
      ...(day ? {} : { expiresAt: t('expires.bad') }),
      ...(rate === null || Number.isNaN(rate) ? { requestsPerMinute: t('number.bad') } : {}),
    };
    if (Object.keys(this.fields).length) {
      return;
    }
    const body = {
      name: form.get('name').trim(),
      branches: [this.branch.id],
      permissions: form.getAll('permission'),
      requestsPerMinute: rate,
      expiresAt: new Date(`${day}T23:59:59`).toISOString(),
    };
    this.busy = true;
    try {
      this.made = await api.post('api-tokens', body, this.request(body));
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields ?? {};
    } finally {
      this.busy = false;
    }
  }

  async copy() {
    await navigator.clipboard.writeText(this.made.secret);
    this.copied = true;
  }

  close() {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  render() {
    return this.made ? this.secret() : this.form();
  }

  secret() {
    return html`<section class="card" role="status">
      <h2>${t('made', this.made.token.name)}</h2>
      <p>${t('secret')}</p>
      <code>${this.made.secret}</code>
      <div class="row">
        <button @click=${this.copy}>${this.copied ? t('copied') : t('copy')}</button>
        <button class="plain" @click=${this.close}>${t('done')}</button>
      </div>
    </section>`;
  }

  form() {
    return html`
      <form class="card" aria-label=${t('make')} @submit=${this.make} novalidate>
        <h2>${t('make')}</h2>
        <label>${t('name')}<input name="name" maxlength="100" autocomplete="off" aria-invalid=${Boolean(this.fields?.name)} /><span class="error">${this.fields?.name}</span></label>
        <fieldset>
          <legend>${t('permissions')}</legend>
          ${PERMISSIONS.map((one) => html`<label class="inline"><input type="checkbox" name="permission" value=${one} ?checked=${one === 'INVOICE_READ'} />${t(one)}</label>`)}
          <span class="error">${this.fields?.permissions}</span>
        </fieldset>
        <div class="two">
          <label>${t('expires')}<input name="expires" type="date" value=${ahead(DAYS)} min=${ahead(1)} max=${ahead(365)} aria-invalid=${Boolean(this.fields?.expiresAt)} /><span class="error">${this.fields?.expiresAt}</span></label>
          <label>${t('rate')}<input name="rate" inputmode="numeric" value=${RATE} aria-invalid=${Boolean(this.fields?.requestsPerMinute)} /><span class="error">${this.fields?.requestsPerMinute}</span></label>
        </div>
        <p class="quiet">${t('rate.hint')}</p>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="row">
          <button ?disabled=${this.busy}>${t('make')}</button>
          <button type="button" class="plain" @click=${this.close}>${t('cancel')}</button>
        </div>
      </form>
    `;
  }
}

customElements.define('crm-token-form', TokenForm);
