// Automatic mailings: the list, the form, trying out, and a run while it goes on.
import { LitElement, html, nothing } from 'lit';
import { api, looks, moment, money } from '@crm/ui';
import { t } from './mailing-words.js';
import './confirm-dialog.js';
import { stepName } from './delivery-chain.js';
import './dry-run.js';
import './mailing-form.js';
import './run.js';

const RUNS = 8;

class Mailings extends LitElement {
  static properties = {
    context: {},
    mailings: { state: true },
    runs: { state: true },
    edited: { state: true },
    tried: { state: true },
    run: { state: true },
    counting: { state: true },
    question: { state: true },
    error: { state: true },
  };

  static styles = [looks];

  updated(changed) {
    const before = changed.get('context');
    const elsewhere = before?.branch.id !== this.context?.branch.id || before?.rest !== this.context?.rest;
    if (changed.has('context') && this.context && elsewhere) {
      this.run = Number(this.context.rest?.match(/^runs\/(\d+)$/)?.[1]) || null;
      this.load();
    }
  }

  async load() {
    this.edited = null;
    this.error = '';
    try {
      this.mailings = await api.all(`mailings?branch=${this.context.branch.id}`);
      const runs = await Promise.all(this.mailings.map((mailing) => api.get(`mailings/${mailing.id}/runs?limit=${RUNS}`)));
      this.runs = Object.fromEntries(this.mailings.map((mailing, index) => [mailing.id, runs[index].items]));
    } catch (problem) {
      this.error = problem.message;
    }
  }

  /** Counts first, so that the question says what the answer sets going. */
  async ask(mailing) {
    this.error = '';
    this.counting = mailing.id;
    try {
      const { today } = await api.get(`branches/${this.context.branch.id}`);
      this.question = this.start(mailing, await api.post(`mailings/${mailing.id}/dry-runs`, { on: today }));
    } catch (problem) {
      this.error = problem.message;
    } finally {
      this.counting = null;
    }
  }

  start(mailing, trial) {
    const key = { 'Idempotency-Key': crypto.randomUUID() };
    return {
      title: t('start.title', mailing.settings.name),
      text: html`
        <span>${t('start.figures', trial.customers, trial.billed, money(trial.amount), trial.messageCount)}</span>
        ${trial.aboveCeiling
          ? html`<br /><b>${trial.cost ? t('start.above', money(trial.cost)) : t('start.above.unknown')}</b>`
          : nothing}
        ${trial.limited ? html`<br /><b>${t('mailing.try.limited')}</b>` : nothing}
        <br /><br /><span>${t('start.irreversible')}</span>
      `,
      yes: t(trial.aboveCeiling ? 'start.above.yes' : 'start.yes'),
      work: () => api.post(`mailings/${mailing.id}/runs${trial.aboveCeiling ? '?anyCost=true' : ''}`, {}, key),
    };
  }

  render() {
    if (this.run) {
      return html`<crm-run .run=${this.run}></crm-run>`;
    }
    return html`
      <div class="row spread">
        <h1>${t('mailings')}</h1>
        <button ?hidden=${this.edited} @click=${() => (this.edited = {})}>${t('add')}</button>
      </div>
      <p class="error" role="alert">${this.error}</p>
      ${this.edited
        ? html`<crm-mailing-form
            .context=${this.context}
            .mailing=${this.edited}
            @saved=${this.load}
            @cancelled=${() => (this.edited = null)}
          ></crm-mailing-form>`
        : this.list()}
      <crm-confirm-dialog
        .question=${this.question ?? null}
        @closed=${() => (this.question = null)}
        @done=${(event) => ((this.question = null), (location.hash = `#/mailings/runs/${event.detail.id}`))}
      ></crm-confirm-dialog>
    `;
  }

  list() {
    if (!this.mailings) {
      return nothing;
    }
    if (this.mailings.length === 0) {
      return html`<p class="card quiet">${t('mailings.none')}</p>`;
    }
    return this.mailings.map((mailing) => this.card(mailing));
  }

  card(mailing) {
    const { what, how, name, active } = mailing.settings;
    const tried = this.tried === mailing.id;
    return html`
      <section class="card">
        <div class="row spread">
          <div>
            <h2>${name} <span class="badge ${active ? 'PAID' : ''}">${t(active ? 'mailing.active' : 'mailing.off')}</span></h2>
            <span class="quiet">
              ${t('mailing.type.invoices')} · ${t(`method.${what.method}`)} ·
              ${t(`kind.${what.periodKind}`)}, ${t(`unit.${what.periodUnit}`)} ·
              ${[how.method, ...(how.chain?.then ?? [])].map(stepName).join(' → ')}
            </span>
          </div>
          <div class="row">
            <button class="plain" @click=${() => (this.edited = mailing)}>${t('edit')}</button>
            <button class="plain" aria-expanded=${tried} @click=${() => (this.tried = tried ? null : mailing.id)}>
              ${t('mailing.try')}
            </button>
            <button ?disabled=${this.counting === mailing.id} @click=${() => this.ask(mailing)}>
              ${t(this.counting === mailing.id ? 'start.counting' : 'mailing.run')}
            </button>
          </div>
        </div>
        ${mailing.next.length
          ? html`<p class="quiet">${t('mailing.next')}: ${mailing.next.map(slot).join(' · ')}</p>`
          : nothing}
        ${this.runs?.[mailing.id]?.length
          ? html`<p class="quiet">${t('mailing.runs')}:
              ${this.runs[mailing.id].map(
                (run) => html`<a href="#/mailings/runs/${run.id}">${moment(run.startedAt)}</a> `,
              )}</p>`
          : nothing}
        ${tried ? html`<crm-dry-run .mailing=${mailing.id} .branch=${this.context.branch}></crm-dry-run>` : nothing}
      </section>
    `;
  }
}

function slot(wall) {
  const [date, time] = wall.split('T');
  const [, month, day] = date.split('-');
  return `${day}.${month} ${time.slice(0, 5)}`;
}

customElements.define('crm-mailings', Mailings);
