// Automatic mailings: the list, the form, and a run while it goes on.
import { LitElement, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import { t } from './words.js';
import './run.js';

const NEW = {
  name: '',
  what: {
    method: 'FORECAST',
    scope: 'BASE',
    periodKind: 'CURRENT',
    periodUnit: 'MONTH',
    statuses: [],
    legalTypes: [],
    term: 'WEEK_1',
    repeatable: false,
    reissue: false,
  },
  how: { method: 'EMAIL', template: null },
};

class Mailings extends LitElement {
  static properties = {
    context: {},
    mailings: { state: true },
    templates: { state: true },
    runs: { state: true },
    edited: { state: true },
    run: { state: true },
    error: { state: true },
  };

  static styles = [looks];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.run = Number(this.context.rest?.match(/^runs\/(\d+)$/)?.[1]) || null;
      this.load();
    }
  }

  async load() {
    const branch = this.context.branch.id;
    [this.mailings, this.templates] = await Promise.all([
      api.get(`mailings?branch=${branch}`),
      api.get(`templates?branch=${branch}`),
    ]);
    const runs = await Promise.all(this.mailings.map((mailing) => api.get(`mailings/${mailing.id}/runs`)));
    this.runs = Object.fromEntries(this.mailings.map((mailing, index) => [mailing.id, runs[index]]));
  }

  async start(mailing) {
    this.error = '';
    try {
      const run = await api.post(`mailings/${mailing.id}/runs`, {}, { 'Idempotency-Key': crypto.randomUUID() });
      location.hash = `#/mailings/runs/${run.id}`;
    } catch (problem) {
      this.error = problem.message;
    }
  }

  async save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const { id, what } = this.edited;
    const body = {
      branch: this.context.branch.id,
      name: form.get('name'),
      what: {
        ...what,
        method: form.get('method'),
        scope: form.get('scope'),
        periodKind: form.get('periodKind'),
        periodUnit: form.get('periodUnit'),
        term: form.get('term'),
        repeatable: form.get('repeatable') === 'on',
        reissue: form.get('reissue') === 'on',
      },
      how: { method: form.get('delivery'), template: Number(form.get('template')) },
    };
    this.error = '';
    try {
      await (id ? api.put(`mailings/${id}`, body) : api.post('mailings', body));
      this.edited = null;
      await this.load();
    } catch (problem) {
      this.error = [problem.message, ...Object.values(problem.fields || {})].join('. ');
    }
  }

  render() {
    if (this.run) {
      return html`<crm-run .run=${this.run}></crm-run>`;
    }
    return html`
      <div class="row spread">
        <h1>${t('mailings')}</h1>
        <button ?hidden=${this.edited} @click=${() => (this.edited = NEW)}>${t('add')}</button>
      </div>
      <p class="error" role="alert">${this.error}</p>
      ${this.edited ? this.form(this.edited) : nothing} ${this.list()}
    `;
  }

  list() {
    if (!this.mailings) {
      return nothing;
    }
    if (this.mailings.length === 0) {
      return html`<p class="card quiet">${t('mailings.none')}</p>`;
    }
    return this.mailings.map(
      (mailing) => html`
        <section class="card">
          <div class="row spread">
            <div>
              <h2>${mailing.name}</h2>
              <span class="quiet">
                ${t('mailing.type.invoices')} · ${t(`method.${mailing.what.method}`)} ·
                ${t(`kind.${mailing.what.periodKind}`)}, ${t(`unit.${mailing.what.periodUnit}`)}
              </span>
            </div>
            <div class="row">
              <button class="plain" @click=${() => (this.edited = mailing)}>${t('edit')}</button>
              <button @click=${() => this.start(mailing)}>${t('mailing.run')}</button>
            </div>
          </div>
          ${this.runs?.[mailing.id]?.length
            ? html`<p class="quiet">${t('mailing.runs')}:
                ${this.runs[mailing.id].map(
                  (run) => html`<a href="#/mailings/runs/${run.id}">${moment(run.startedAt)}</a> `,
                )}</p>`
            : nothing}
        </section>
      `,
    );
  }

  form(mailing) {
    const { what, how } = mailing;
    return html`
      <form class="card" @submit=${this.save}>
        <label>${t('name')} <input name="name" .value=${mailing.name} required /></label>
        <h2>${t('mailing.what')}</h2>
        <label>${t('mailing.type')}
          <select><option>${t('mailing.type.invoices')}</option></select>
        </label>
        ${choice('method', 'mailing.method', 'method', ['FORECAST'], what.method)}
        ${choice('scope', 'mailing.scope', 'scope', ['BASE', 'SUBSCRIPTION', 'ALL'], what.scope)}
        ${choice('periodKind', 'mailing.kind', 'kind', ['NEXT', 'CURRENT'], what.periodKind)}
        ${choice('periodUnit', 'mailing.unit', 'unit', ['DAY', 'WEEK', 'MONTH'], what.periodUnit)}
        ${choice(
          'term',
          'mailing.term',
          'term',
          ['UNLIMITED', 'DAYS_3', 'DAYS_5', 'DAYS_6', 'WEEK_1', 'WEEKS_2', 'END_OF_MONTH', 'END_OF_NEXT_MONTH'],
          what.term,
        )}
        <label class="inline">
          <input type="checkbox" name="repeatable" ?checked=${what.repeatable} /> ${t('mailing.repeatable')}
        </label>
        <label class="inline">
          <input type="checkbox" name="reissue" ?checked=${what.reissue} /> ${t('mailing.reissue')}
        </label>
        <h2>${t('mailing.how')}</h2>
        ${choice('delivery', 'mailing.delivery', 'delivery', ['EMAIL'], how.method)}
        <label>${t('mailing.template')}
          <select name="template" required>
            ${(this.templates || []).map(
              (one) => html`<option value=${one.id} ?selected=${one.id === how.template}>${one.name}</option>`,
            )}
          </select>
        </label>
        <div class="row">
          <button>${t('save')}</button>
          <button type="button" class="plain" @click=${() => (this.edited = null)}>${t('cancel')}</button>
        </div>
      </form>
    `;
  }
}

function choice(name, label, prefix, values, chosen) {
  return html`
    <label>${t(label)}
      <select name=${name}>
        ${values.map(
          (value) => html`<option value=${value} ?selected=${value === chosen}>${t(`${prefix}.${value}`)}</option>`,
        )}
      </select>
    </label>
  `;
}

customElements.define('crm-mailings', Mailings);
