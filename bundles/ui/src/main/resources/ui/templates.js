// Templates of e-mails.
import { LitElement, html, nothing } from 'lit';
import { api, looks } from '@crm/ui';
import { t } from './words.js';

const NEW = { name: '', subject: '', body: '' };

class Templates extends LitElement {
  static properties = {
    context: {},
    templates: { state: true },
    edited: { state: true },
    error: { state: true },
    fields: { state: true },
  };

  static styles = [looks];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
    }
  }

  async load() {
    this.templates = await api.get(`templates?branch=${this.context.branch.id}`);
  }

  async save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const body = {
      branch: this.context.branch.id,
      method: 'EMAIL',
      name: form.get('name'),
      subject: form.get('subject'),
      body: form.get('body'),
    };
    this.error = '';
    this.fields = {};
    try {
      const { id } = this.edited;
      await (id ? api.put(`templates/${id}`, body) : api.post('templates', body));
      this.edited = null;
      await this.load();
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields;
    }
  }

  render() {
    return html`
      <div class="row spread">
        <h1>${t('templates')}</h1>
        <button ?hidden=${this.edited} @click=${() => (this.edited = NEW)}>${t('add')}</button>
      </div>
      ${this.edited ? this.form(this.edited) : nothing}
      ${this.templates?.length === 0 ? html`<p class="card quiet">${t('templates.none')}</p>` : nothing}
      ${(this.templates || []).map(
        (template) => html`
          <section class="card row spread">
            <div>
              <h2>${template.name}</h2>
              <span class="quiet">${template.subject}</span>
            </div>
            <button class="plain" @click=${() => (this.edited = template)}>${t('edit')}</button>
          </section>
        `,
      )}
    `;
  }

  form(template) {
    return html`
      <form class="card" @submit=${this.save}>
        <label>${t('name')} <input name="name" .value=${template.name} required />
          <span class="error">${this.fields?.name}</span></label>
        <label>${t('template.subject')} <input name="subject" .value=${template.subject} required />
          <span class="error">${this.fields?.subject}</span></label>
        <label>${t('template.body')} <textarea name="body" .value=${template.body} required></textarea>
          <span class="error">${this.fields?.body}</span></label>
        <p class="quiet">${t('template.tags')}</p>
        <p class="error" role="alert">${this.error}</p>
        <div class="row">
          <button>${t('save')}</button>
          <button type="button" class="plain" @click=${() => (this.edited = null)}>${t('cancel')}</button>
        </div>
      </form>
    `;
  }
}

customElements.define('crm-templates', Templates);
