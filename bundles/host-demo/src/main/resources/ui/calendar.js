// The branch's week: lessons by day, to be cancelled, restored and moved.
import { LitElement, css, html, nothing } from 'lit';
import { language, looks, today } from '@crm/ui';
import { school } from './school.js';
import { t } from './school-words.js';

class Calendar extends LitElement {
  static properties = {
    branch: {},
    day: { state: true },
    lessons: { state: true },
    chosen: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      .week { display: grid; grid-template-columns: repeat(7, 1fr); gap: .5rem }
      @media (max-width: 60rem) { .week { grid-template-columns: 1fr } }
      .week section { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: .6rem; min-width: 0 }
      .week h2 { font-size: .95rem; margin: 0 0 .5rem }
      .lesson { display: block; width: 100%; text-align: left; margin: 0 0 .35rem; padding: .35rem .5rem; color: var(--ink);
        background: var(--tint); border: 1px solid var(--edge); font-weight: 400; font-size: .9rem; overflow-wrap: anywhere }
      .lesson.CANCELLED { text-decoration: line-through; background: var(--faint); border-color: var(--line); color: var(--quiet) }
      .lesson.HELD { background: var(--good-tint); border-color: var(--edge) }
    `,
  ];

  constructor() {
    super();
    this.day = noonToday();
  }

  updated(changed) {
    if (changed.has('branch') || changed.has('day')) {
      this.load();
    }
  }

  async load() {
    this.lessons = await school.get(`office/${this.branch.id}/calendar?day=${iso(this.day)}`);
  }

  async act(action, body) {
    this.error = '';
    try {
      await school.post(`office/${this.branch.id}/lessons/${this.chosen.id}/${action}`, body);
      this.chosen = null;
      await this.load();
    } catch (problem) {
      this.error = problem.message;
    }
  }

  go(days) {
    this.chosen = null;
    this.day = days ? new Date(this.day.getTime() + days * 86_400_000) : noonToday();
  }

  render() {
    const monday = new Date(this.day);
    monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7));
    const days = Array.from({ length: 7 }, (_, index) => iso(new Date(monday.getTime() + index * 86_400_000)));
    return html`
      <div class="row spread">
        <h1>${t('calendar')}</h1>
        <div class="row">
          <button class="plain" @click=${() => this.go(-7)}>${t('week.back')}</button>
          <button class="plain" @click=${() => this.go(0)}>${t('week.today')}</button>
          <button class="plain" @click=${() => this.go(7)}>${t('week.on')}</button>
        </div>
      </div>
      <p class="error" role="alert">${this.error}</p>
      ${this.chosen ? this.actions(this.chosen) : nothing}
      ${this.lessons?.length === 0 ? html`<p class="card quiet">${t('week.empty')}</p>` : nothing}
      <div class="week">${days.map((date) => this.column(date))}</div>
    `;
  }

  column(date) {
    const title = new Date(`${date}T12:00`).toLocaleDateString(language(), { weekday: 'short', day: 'numeric', month: 'short' });
    return html`
      <section>
        <h2>${title}</h2>
        ${(this.lessons ?? [])
          .filter((one) => one.start.startsWith(date))
          .map(
            (one) => html`<button class="lesson ${one.status}" aria-pressed=${this.chosen?.id === one.id} @click=${() => (this.chosen = one)}>
              ${one.start.slice(11, 16)} ${one.title}</button>`,
          )}
      </section>
    `;
  }

  actions(one) {
    return html`
      <section class="card row">
        <span>${one.start.replace('T', ' ').slice(0, 16)} · ${one.title} <span class="quiet">${t(one.status)}</span></span>
        ${one.status === 'PLANNED'
          ? html`<label class="inline">${t('move.to')}
                <input type="datetime-local" .value=${one.start.slice(0, 16)} /></label>
              <button class="plain" @click=${() => this.act('move', { start: this.renderRoot.querySelector('input').value })}>${t('move')}</button>
              <button class="plain" @click=${() => confirm(t('cancel.sure', one.start.replace('T', ' '))) && this.act('cancel')}>${t('cancel')}</button>`
          : nothing}
        ${one.status === 'CANCELLED' ? html`<button class="plain" @click=${() => this.act('restore')}>${t('restore')}</button>` : nothing}
        ${one.customer ? html`<a href="#/customers/${one.customer}">${one.title}</a>` : nothing}
      </section>
    `;
  }
}

class Groups extends LitElement {
  static properties = { branch: {}, groups: { state: true } };

  static styles = [looks];

  async updated(changed) {
    if (changed.has('branch')) {
      this.groups = await school.get(`office/${this.branch.id}/groups?day=${today()}`);
    }
  }

  render() {
    return html`
      <h1>${t('groups')}</h1>
      <div class="card">
        <table>
          ${(this.groups ?? []).map(
            (one) => html`<tr><td>${one.name}</td><td class="number quiet">${t('group.members', one.members)}</td></tr>`,
          )}
        </table>
      </div>
    `;
  }
}

/** Of the branch's day; at noon no change of clocks moves it to another one. */
function noonToday() {
  return new Date(`${today()}T12:00`);
}

function iso(date) {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

customElements.define('school-calendar', Calendar);
customElements.define('school-groups', Groups);
