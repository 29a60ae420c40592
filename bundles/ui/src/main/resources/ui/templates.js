// Templates of e-mails and of SMS: tags in red, remarks while one writes, a preview, a test.
import { LitElement, css, html, nothing } from 'lit';
import { api, language, looks } from '@crm/ui';
import { t } from './mailing-words.js';

const NEW = { name: '', subject: '', body: '' };
const TAG = /(\{[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,3}\})/;

class Templates extends LitElement {
  static properties = {
    context: {},
    templates: { state: true },
    tags: { state: true },
    edited: { state: true },
    body: { state: true },
    remarks: { state: true },
    preview: { state: true },
    error: { state: true },
    told: { state: true },
    fields: { state: true },
  };

  static styles = [
    looks,
    css`
      .tag { color: var(--bad) }
      .approval { margin: .35rem 0 0; font-size: .93rem; overflow-wrap: anywhere }
      .approval.good { color: var(--good) }
      .approval.bad { color: var(--bad) }
      .shown { white-space: pre-wrap; background: var(--faint); padding: .75rem; border-radius: .5rem; margin: 0 0 .8rem; overflow-wrap: anywhere }
      .help { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .75rem; font-size: .9rem; margin: 0 0 1rem }
      .help button { padding: 0; border: 0; background: none; color: var(--bad); font: inherit; text-align: left }
      @media (max-width: 44rem) {
        .help { grid-template-columns: 1fr; overflow-wrap: anywhere }
        .help button { margin-top: .4rem }
      }
      iframe { width: 100%; min-height: 14rem; border: 1px solid var(--line); border-radius: .5rem; color-scheme: light; background: var(--white) }
    `,
  ];

  get method() {
    return 'EMAIL';
  }

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.load();
    }
  }

  async load() {
    const branch = this.context.branch.id;
    const [all, tags] = await Promise.all([api.all(`templates?branch=${branch}`), api.get(`templates/tags?branch=${branch}`)]);
    this.templates = all.filter((one) => one.method === this.method);
    this.tags = tags;
  }

  edit(template) {
    this.edited = template;
    this.body = template.body;
    this.remarks = [];
    this.preview = null;
    this.told = '';
    this.fields = {};
    this.error = '';
  }

  text(form) {
    return { branch: this.context.branch.id, method: this.method, subject: form.get('subject') ?? '', body: form.get('body') };
  }

  request(form) {
    return {
      ...this.text(form),
      ...(this.method === 'EMAIL' ? { attachesInvoice: form.has('attachesInvoice') } : {}),
    };
  }

  get form() {
    return new FormData(this.renderRoot.querySelector('form'));
  }

  async wrote(event) {
    this.body = event.target.value;
    clearTimeout(this.pending);
    this.pending = setTimeout(async () => (this.remarks = await api.post('templates/exams', this.text(this.form))), 400);
  }

  async save(event) {
    event.preventDefault();
    const { branch, method, ...text } = this.request(this.form);
    const change = { ...text, name: this.form.get('name') };
    await this.tell(async () => {
      const { id } = this.edited;
      await (id ? api.put(`templates/${id}`, change) : api.post('templates', { branch, method, ...change }, { 'Idempotency-Key': crypto.randomUUID() }));
      this.edited = null;
      await this.load();
    });
  }

  async show() {
    await this.tell(async () => {
      const customer = await this.customer();
      this.preview = await api.post('templates/previews', { ...this.request(this.form), customer: customer.id });
    });
  }

  async test() {
    await this.tell(async () => {
      const customer = await this.customer();
      const address = this.renderRoot.querySelector('#to').value;
      await api.post(`templates/${this.edited.id}/tests`, { customer: customer.id, address }, { 'Idempotency-Key': crypto.randomUUID() });
      this.told = t('template.test.sent');
    });
  }

  async customer() {
    const text = encodeURIComponent(this.renderRoot.querySelector('#who').value);
    const [first] = await api.get(`customers?branch=${this.context.branch.id}&text=${text}`);
    return first ?? { id: 0 };
  }

  async tell(work) {
    this.error = '';
    this.told = '';
    this.fields = {};
    try {
      await work();
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields || {};
    }
  }

  put(tag) {
    const area = this.renderRoot.querySelector('textarea');
    area.setRangeText(`{${tag.name}}`, area.selectionStart, area.selectionEnd, 'end');
    area.focus();
    this.wrote({ target: area });
  }

  render() {
    return html`
      <div class="row spread">
        <h1>${t(`templates.${this.method}`)}</h1>
        <button ?hidden=${this.edited} @click=${() => this.edit(NEW)}>${t('add')}</button>
      </div>
      ${this.edited ? this.editor(this.edited) : this.list()}
    `;
  }

  list() {
    if (this.templates?.length === 0) {
      return html`<p class="card quiet">${t('templates.none')}</p>`;
    }
    return (this.templates || []).map(
      (template) => html`
        <section class="card row spread">
          <div>
            <h2>${template.name}</h2>
            <span class="quiet">${highlighted(template.subject || template.body)}</span>
            ${approvals(template)}
          </div>
          <button class="plain" @click=${() => this.edit(template)}>${t('edit')}</button>
        </section>
      `,
    );
  }

  editor(template) {
    return html`
      <form class="card" @submit=${this.save} novalidate>
        <label>${t('name')} <input name="name" .value=${template.name} /> ${this.wrong('name')}</label>
        ${this.method === 'EMAIL'
          ? html`<label>${t('template.subject')} <input name="subject" .value=${template.subject} /> ${this.wrong('subject')}</label>`
          : nothing}
        <label>${t(this.method === 'EMAIL' ? 'template.body' : 'template.text.SMS')}
          <textarea name="body" .value=${template.body} @input=${this.wrote}></textarea> ${this.wrong('body')}</label>
        <p class="shown" aria-hidden="true">${highlighted(this.body)}</p>
        ${approvals(template)}
        ${template.approvals?.length ? html`<p class="quiet">${t('approval.change')}</p>` : nothing}
        ${this.method === 'EMAIL'
          ? html`<label class="inline"><input type="checkbox" name="attachesInvoice" .checked=${template.attachesInvoice ?? false} />
                ${t('template.attaches')} ${this.wrong('attachesInvoice')}</label>
              <p class="quiet">${t('template.attaches.detail')}</p>`
          : nothing}
        <ul class="quiet" role="status">${(this.remarks ?? []).map((remark) => html`<li>${words(remark)}</li>`)}</ul>
        <details open><summary>${t('template.help')}</summary>
          <div class="help">
            ${(this.tags ?? []).map(
              (tag) => html`<button type="button" @click=${() => this.put(tag)}>{${tag.name}}</button>
                <span>${language() === 'en' ? tag.english : tag.russian} <span class="quiet">${tag.example}</span></span>`,
            )}
          </div>
        </details>
        <div class="row">
          <input id="who" style="max-width: 20rem" aria-label=${t('template.preview.search')} placeholder=${t('template.preview.search')} />
          <button type="button" class="plain" @click=${this.show}>${t('template.preview')}</button>
          ${template.id
            ? html`<input id="to" style="max-width: 14rem" aria-label=${t('template.test.to')} placeholder=${t('template.test.to')} />
                <button type="button" class="plain" @click=${this.test}>${t('template.test')}</button>`
            : nothing}
        </div>
        ${this.preview
          ? html`<p class="quiet">${this.preview.address} ${this.preview.subject}</p>
              ${this.preview.attachments.map((file) => html`<p class="quiet">${t('template.attached', file)}</p>`)}
              <iframe sandbox title=${t('template.preview')} .srcdoc=${page(this.preview.body, this.method)}></iframe>`
          : nothing}
        <p class="error" role="alert">${this.error}</p>
        <p role="status">${this.told}</p>
        <div class="row">
          <button>${t('save')}</button>
          <button type="button" class="plain" @click=${() => (this.edited = null)}>${t('cancel')}</button>
        </div>
      </form>
    `;
  }

  wrong(field) {
    return html`<span class="error">${this.fields?.[field] ?? ''}</span>`;
  }
}

class SmsTemplates extends Templates {
  get method() {
    return 'SMS';
  }
}

function highlighted(text) {
  return (text ?? '').split(TAG).map((part) => (TAG.test(part) ? html`<span class="tag">${part}</span>` : part));
}

/** What the providers that look at texts say of it. */
function approvals({ approvals: all = [] }) {
  return all.map(({ accountName, state, detail }) => {
    const look = { APPROVED: 'good', PAUSED: 'bad', REFUSED: 'bad' }[state] ?? 'quiet';
    return html`<p class="approval ${look}">${t('approval.by', accountName, t(`approval.${state}`, t(detail)))}</p>`;
  });
}

function words(remark) {
  const key = remark.kind === 'UNKNOWN_TAG' && remark.arguments.length > 1 ? 'UNKNOWN_TAG.try' : remark.kind;
  return t(`remark.${key}`, ...remark.arguments);
}

function page(body, method) {
  return method === 'EMAIL' ? body : `<pre style="white-space: pre-wrap">${body.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</pre>`;
}

customElements.define('crm-templates', Templates);
customElements.define('crm-sms-templates', SmsTemplates);
