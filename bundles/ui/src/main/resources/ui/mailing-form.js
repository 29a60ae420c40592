// The form of a mailing: «Что рассылаем?», «Когда рассылаем?», «Как рассылаем?».
import { LitElement, css, html, nothing } from 'lit';
import { api, decimal, looks, minor, whole } from '@crm/ui';
import './delivery-chain.js';
import { t } from './mailing-words.js';
import { sections } from './sections.js';

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const TERMS = ['UNLIMITED', 'DAYS_3', 'DAYS_5', 'DAYS_6', 'WEEK_1', 'WEEKS_2', 'END_OF_MONTH', 'END_OF_NEXT_MONTH'];

const NEW = {
  name: '',
  active: true,
  what: {
    method: 'FORECAST',
    scope: 'BASE',
    periodKind: 'CURRENT',
    periodUnit: 'MONTH',
    whom: {
      statuses: [],
      legalTypes: [],
      subject: null,
      lessonType: null,
      lessonsLeft: { from: null, to: null },
      moneyLeft: { from: null, to: null },
      attendedLately: false,
      lessonThatDay: false,
    },
    term: 'WEEK_1',
    applyDiscounts: true,
    repeatable: false,
    reissue: false,
    limits: { invoices: null, amount: null, cost: null },
  },
  when: { frequency: 'MONTHLY', time: '10:00', day: null, dayOfMonth: 1 },
  how: { method: 'EMAIL', template: null, quiet: null, smsIfUndelivered: false, reminders: { days: [], template: null }, chain: null },
};

class MailingForm extends LitElement {
  static properties = {
    context: {},
    mailing: {},
    templates: { state: true },
    lists: { state: true },
    method: { state: true },
    scope: { state: true },
    frequency: { state: true },
    delivery: { state: true },
    fields: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      fieldset { margin: 0 0 1rem; padding: 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--settled) }
      legend { float: left; width: 100%; padding: 0; margin-bottom: .75rem; font-size: 1.05rem; font-weight: 620 }
      legend + * { clear: both }
      .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0 1rem; align-items: start }
      .grid > * { min-width: 0 }
      .pair { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem }
      .pair input { min-width: 0 }
      [role='group'] { margin-bottom: .8rem }
      [role='group'] label { margin: .35rem 0 0 }
      .field { margin-bottom: .8rem }
      .field label { margin: 0 }
      small { display: block; color: var(--quiet) }
    `,
  ];

  added = sections();

  willUpdate(changed) {
    if (changed.has('mailing')) {
      const { what, when, how } = this.settings;
      [this.method, this.scope, this.frequency, this.delivery] = [what.method, what.scope, when.frequency, how.method];
    }
  }

  get settings() {
    return this.mailing.settings ?? NEW;
  }

  async connectedCallback() {
    super.connectedCallback();
    const branch = this.context.branch.id;
    [this.templates, this.lists] = await Promise.all([
      api.all(`templates?branch=${branch}`),
      api.get(`dictionaries?branch=${branch}`),
    ]);
  }

  async save(event) {
    event.preventDefault();
    this.error = '';
    this.fields = {};
    const body = this.read(new FormData(event.target), event.target);
    if (Object.keys(this.fields).length) {
      this.error = t('mailing.unreadable');
      return;
    }
    try {
      const { id } = this.mailing;
      await (id
        ? api.put(`mailings/${id}`, body)
        : api.post('mailings', { branch: this.context.branch.id, settings: body }, { 'Idempotency-Key': crypto.randomUUID() }));
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields || {};
    }
  }

  /** What was typed and cannot be read is noted at its field: nothing is left out in silence. */
  read(form, element) {
    const { currency } = this.context.branch;
    const text = (name) => form.get(name)?.trim() || null;
    const wrong = (path, key) => (this.fields = { ...this.fields, [path]: t(key) });
    const number = (name, path) => {
      const read = whole(text(name));
      if (Number.isNaN(read)) {
        wrong(path, 'mailing.whole.bad');
      }
      return read;
    };
    const sum = (name, path) => {
      const typed = text(name)?.replace(/^[−–]/, '-');
      const read = !typed ? null : typed.startsWith('-') ? -minor(typed.slice(1), currency) : minor(typed, currency);
      if (Number.isNaN(read)) {
        wrong(path, 'mailing.sum.bad');
      }
      return read;
    };
    const reminders = days(text('reminders'));
    if (reminders.some(Number.isNaN)) {
      wrong('how.reminders.days', 'mailing.reminders.bad');
    }
    const half = ['quietFrom', 'quietUntil'].some((name) => element.elements[name]?.validity.badInput);
    if (half || !text('quietFrom') !== !text('quietUntil')) {
      wrong('how.quiet', 'mailing.quiet.bad');
    }
    const weekly = this.frequency === 'WEEKLY';
    const monthly = this.frequency === 'MONTHLY';
    return {
      name: form.get('name'),
      active: form.has('active'),
      what: {
        method: this.method,
        scope: this.scope,
        periodKind: form.get('periodKind'),
        periodUnit: form.get('periodUnit'),
        whom: {
          statuses: form.getAll('statuses').filter(Boolean).map(Number),
          legalTypes: form.getAll('legalTypes').filter(Boolean),
          subject: number('subject', 'what.whom.subject'),
          lessonType: number('lessonType', 'what.whom.lessonType'),
          lessonsLeft: { from: number('lessonsFrom', 'what.whom.lessonsLeft'), to: number('lessonsTo', 'what.whom.lessonsLeft') },
          moneyLeft: { from: sum('moneyFrom', 'what.whom.moneyLeft'), to: sum('moneyTo', 'what.whom.moneyLeft') },
          attendedLately: form.has('attendedLately'),
          lessonThatDay: form.has('lessonThatDay'),
        },
        term: form.get('term'),
        applyDiscounts: this.byCost ? form.has('applyDiscounts') : true,
        repeatable: form.has('repeatable'),
        reissue: form.has('reissue'),
        limits: { invoices: number('limitInvoices', 'what.limits.invoices'), amount: sum('limitAmount', 'what.limits.amount'), cost: sum('limitCost', 'what.limits.cost') },
      },
      when: {
        frequency: this.frequency,
        time: text('time'),
        day: weekly ? text('day') : null,
        dayOfMonth: monthly ? number('dayOfMonth', 'when.dayOfMonth') : null,
      },
      how: {
        method: this.delivery,
        template: number('template', 'how.template'),
        quiet: text('quietFrom') && text('quietUntil') ? { from: text('quietFrom'), until: text('quietUntil') } : null,
        smsIfUndelivered: form.has('smsIfUndelivered'),
        reminders: { days: reminders, template: null },
        chain: element.querySelector('crm-delivery-chain').read(),
      },
    };
  }

  get byCost() {
    return this.method === 'SUBSCRIPTION_COST';
  }

  render() {
    const { name, active } = this.settings;
    return html`
      <form @submit=${this.save} novalidate>
        <div class="card">
          ${this.field('name', 'name', (note) => html`<input name="name" aria-describedby=${note} .value=${name} />`)}
          <label class="inline"><input type="checkbox" name="active" ?checked=${active} /> ${t('mailing.active')}</label>
        </div>
        ${this.what()} ${this.when()} ${this.how()}
        ${this.added(this.context.sections ?? [], { branch: this.context.branch, mailing: this.mailing.id ?? null })}
        <p class="error" role="alert">${this.error}</p>
        <div class="row">
          <button>${t('save')}</button>
          <button type="button" class="plain" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>
            ${t('cancel')}
          </button>
        </div>
      </form>
    `;
  }

  what() {
    const { what } = this.settings;
    const { whom } = what;
    const bySubscription = this.byCost || this.scope === 'SUBSCRIPTION';
    return html`
      <fieldset>
        <legend>${t('mailing.what')}</legend>
        <div class="grid">
          <label>${t('mailing.type')} <select><option>${t('mailing.type.invoices')}</option></select></label>
          ${this.choice('method', 'mailing.method', ['FORECAST', 'SUBSCRIPTION_COST'], this.method, methodLabel, (value) => (this.method = value))}
          ${this.choice('scope', 'mailing.scope', ['BASE', 'SUBSCRIPTION', 'ALL'], this.scope, label('scope'), (value) => (this.scope = value))}
          ${this.choice('periodKind', 'mailing.kind', ['NEXT', 'CURRENT'], what.periodKind, label('kind'))}
          ${this.choice('periodUnit', 'mailing.unit', ['DAY', 'WEEK', 'MONTH'], what.periodUnit, label('unit'))}
          ${this.choice('term', 'mailing.term', TERMS, what.term, label('term'))}
          ${this.several('statuses', 'mailing.statuses', this.lists?.studyStatuses, whom.statuses)}
          ${this.several('legalTypes', 'mailing.legal', legalTypes(), whom.legalTypes)}
          ${bySubscription ? this.one('subject', 'mailing.subject', this.lists?.subjects, whom.subject) : nothing}
          ${bySubscription ? this.one('lessonType', 'mailing.lessonType', this.lists?.lessonTypes, whom.lessonType) : nothing}
          ${this.byCost ? this.range('lessons', 'mailing.lessonsLeft', whom.lessonsLeft, String) : nothing}
          ${this.byCost ? this.range('money', 'mailing.moneyLeft', whom.moneyLeft, (amount) => this.written(amount)) : nothing}
        </div>
        ${this.check('attendedLately', 'mailing.attended', whom.attendedLately)}
        ${this.check('lessonThatDay', 'mailing.lessonThatDay', whom.lessonThatDay)}
        ${this.check('repeatable', 'mailing.repeatable', what.repeatable)}
        ${this.check('reissue', 'mailing.reissue', what.reissue)}
        ${this.byCost ? this.check('applyDiscounts', 'mailing.discounts', what.applyDiscounts) : nothing}
        <details ?open=${Object.values(what.limits).some((most) => most !== null)}>
          <summary>${t('mailing.limits')}</summary>
          <div class="grid">
            ${this.field('mailing.limit.invoices', 'what.limits.invoices', (note) =>
              html`<input name="limitInvoices" inputmode="numeric" aria-describedby=${note} .value=${what.limits.invoices ?? ''} />`)}
            ${this.field('mailing.limit.amount', 'what.limits.amount', (note) =>
              html`<input name="limitAmount" inputmode="decimal" aria-describedby=${note} .value=${this.written(what.limits.amount)} />`)}
            ${this.field('mailing.limit.cost', 'what.limits.cost', (note) =>
              html`<input name="limitCost" inputmode="decimal" aria-describedby=${note} .value=${this.written(what.limits.cost)} />`)}
          </div>
        </details>
      </fieldset>
    `;
  }

  when() {
    const { when } = this.settings;
    return html`
      <fieldset>
        <legend>${t('mailing.when')}</legend>
        <div class="grid">
          ${this.choice('frequency', 'mailing.frequency', ['DAILY', 'WEEKLY', 'MONTHLY'], this.frequency, label('frequency'), (value) => (this.frequency = value))}
          ${this.frequency === 'WEEKLY' ? this.choice('day', 'mailing.day', DAYS, when.day ?? 'MONDAY', weekday) : nothing}
          ${this.frequency === 'MONTHLY'
            ? this.field('mailing.dayOfMonth', 'when.dayOfMonth', (note) =>
                html`<input name="dayOfMonth" type="number" min="1" max="31" aria-describedby=${note} .value=${when.dayOfMonth ?? 1} />`, 'mailing.dayOfMonth.hint')
            : nothing}
          ${this.field('mailing.time', 'when.time', (note) =>
            html`<input name="time" type="time" aria-describedby=${note} .value=${(when.time ?? '').slice(0, 5)} />`)}
        </div>
      </fieldset>
    `;
  }

  how() {
    const { how } = this.settings;
    const kind = this.delivery === 'EMAIL' ? 'EMAIL' : 'SMS';
    const fitting = (this.templates ?? []).filter((one) => one.method === kind);
    return html`
      <fieldset>
        <legend>${t('mailing.how')}</legend>
        <div class="grid">
          ${this.choice('delivery', 'mailing.delivery', ['EMAIL', 'SMS', 'TELEGRAM'], this.delivery, label('delivery'), (value) => (this.delivery = value))}
          ${this.field('mailing.template', 'how.template', (note) => html`
            <select name="template" aria-describedby=${note}>
              ${fitting.map((one) => html`<option value=${one.id} ?selected=${one.id === how.template}>${one.name}</option>`)}
            </select>`)}
          ${this.field('mailing.quiet', 'how.quiet', (note) => html`
            <span class="pair">
              <input name="quietFrom" type="time" aria-label=${`${t('mailing.quiet')} ${t('mailing.from')}`} aria-describedby=${note} .value=${how.quiet?.from?.slice(0, 5) ?? ''} />
              <input name="quietUntil" type="time" aria-label=${`${t('mailing.quiet')} ${t('mailing.to')}`} aria-describedby=${note} .value=${how.quiet?.until?.slice(0, 5) ?? ''} />
            </span>`)}
          ${this.field('mailing.reminders', 'how.reminders.days', (note) =>
            html`<input name="reminders" aria-describedby=${note} .value=${how.reminders.days.join(', ')} />`, 'mailing.reminders.hint')}
        </div>
        ${this.delivery === 'SMS' ? this.check('smsIfUndelivered', 'mailing.fallback', how.smsIfUndelivered) : nothing}
        <crm-delivery-chain .method=${this.delivery} .chain=${how.chain} .templates=${this.templates}
          .wrong=${(path) => this.wrong(path)}></crm-delivery-chain>
      </fieldset>
    `;
  }

  /** As it is typed, from minor units of the branch's currency. */
  written(amount) {
    return decimal(amount === null ? null : { amount, currency: this.context.branch.currency });
  }

  /** A control under its label; the note below it, with a hint and what is wrong, describes it. */
  field(key, path, control, hint) {
    return html`
      <div class="field">
        <label>${t(key)} ${control(`${path}-note`)}</label>
        <div id="${path}-note">${hint ? html`<small>${t(hint)}</small>` : nothing}<span class="error">${this.wrong(path)}</span></div>
      </div>
    `;
  }

  /** What is wrong with the field or with a part of it, such as one day of several. */
  wrong(path) {
    const [, message] = Object.entries(this.fields ?? {}).find(([field]) => {
      const own = field.replace(/^settings\./, '');
      return own === path || own.startsWith(`${path}.`) || own.startsWith(`${path}[`);
    }) ?? [];
    return message ?? '';
  }

  check(name, key, checked) {
    return html`<label class="inline"><input type="checkbox" name=${name} ?checked=${checked} /> ${t(key)}</label>`;
  }

  choice(name, key, values, chosen, shown, changed) {
    return this.field(key, `what.${name}`, (note) => html`
      <select name=${name} aria-describedby=${note} @change=${(event) => changed?.(event.target.value)}>
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${shown(value)}</option>`)}
      </select>`);
  }

  one(name, key, entries, chosen) {
    return this.field(key, `what.whom.${name}`, (note) => html`
      <select name=${name} aria-describedby=${note}>
        <option value="">${t('mailing.any')}</option>
        ${(entries ?? []).map((entry) => html`<option value=${entry.id} ?selected=${entry.id === chosen}>${entry.name}</option>`)}
      </select>`);
  }

  several(name, key, entries, chosen) {
    return html`
      <div role="group" aria-label=${t(key)}>
        <span class="quiet">${t(key)}</span>
        ${(entries ?? []).map(
          (entry) => html`<label class="inline">
            <input type="checkbox" name=${name} value=${entry.id} ?checked=${chosen.includes(entry.id)} /> ${entry.name}
          </label>`,
        )}
      </div>
    `;
  }

  range(name, key, bounds, shown) {
    const write = (value) => (value === null || value === undefined ? '' : shown(value));
    const bound = (suffix, side, value, note) => html`<input name="${name}${suffix}" inputmode="decimal" placeholder=${t(side)}
      aria-label=${`${t(key)} ${t(side)}`} aria-describedby=${note} .value=${write(value)} />`;
    return this.field(key, `what.whom.${name}Left`, (note) => html`
      <span class="pair">${bound('From', 'mailing.from', bounds.from, note)} ${bound('To', 'mailing.to', bounds.to, note)}</span>`);
  }
}

const label = (prefix) => (value) => t(`${prefix}.${value}`);
const methodLabel = (value) => (value === 'FORECAST' ? t('method.FORECAST') : t('mailing.method.byCost'));
const legalTypes = () => ['INDIVIDUAL', 'LEGAL_ENTITY'].map((id) => ({ id, name: t(`legal.${id}`) }));

function weekday(name) {
  const monday = Date.UTC(2024, 0, 1);
  const date = new Date(monday + DAYS.indexOf(name) * 86_400_000);
  return new Intl.DateTimeFormat(document.documentElement.lang || 'ru', { weekday: 'long', timeZone: 'UTC' }).format(date);
}

function days(text) {
  return (text ?? '')
    .split(/[,;]/)
    .filter((part) => part.trim())
    .map(whole);
}

customElements.define('crm-mailing-form', MailingForm);
