// One run of a mailing: its figures while it goes on, its report when it is over.
import { LitElement, css, html, nothing } from 'lit';
import { api, listen, looks, moment, money } from '@crm/ui';
import { t } from './mailing-words.js';

class Run extends LitElement {
  static properties = {
    run: {},
    progress: { state: true },
    entries: { state: true },
    lost: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      .back { margin: 0 0 .5rem }
      .bar { display: flex; height: .7rem; overflow: hidden; background: var(--line); border-radius: .35rem }
      .bar i { transition: width .4s }
      .billed { background: var(--bar-good) }
      .skipped { background: var(--bar) }
      .failed { background: var(--bad) }
      dt i { display: inline-block; width: .7rem; height: .7rem; margin-right: .35rem; border-radius: .2rem }
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin: 1rem 0 }
      @media (max-width: 44rem) {
        dl dd { font-size: 1.15rem }
      }
      dt { color: var(--quiet) }
      dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums }
    `,
  ];

  updated(changed) {
    if (changed.has('run') && this.run) {
      this.listen();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.events?.close();
  }

  listen() {
    this.events?.close();
    this.events = listen(`/crm/events?run=${this.run}`, 'progress', {
      hear: (progress) => this.show(progress),
      reload: async () => this.show(await api.get(`runs/${this.run}`)),
      lost: () => (this.lost = true),
      refused: (problem) => (this.error = problem.message),
    });
  }

  async show(progress) {
    const { events } = this;
    this.progress = progress;
    if (over(progress.run)) {
      this.entries = (await api.get(`runs/${progress.run.id}/entries?limit=500`)).items;
      events.close();
    }
    this.lost = false;
  }

  async act(action, question) {
    if (question && !confirm(question)) {
      return;
    }
    this.error = '';
    try {
      await api.post(`runs/${this.run}/${action}`, {}, { 'Idempotency-Key': crypto.randomUUID() });
      this.listen();
    } catch (problem) {
      this.error = problem.message;
    }
  }

  render() {
    const { progress } = this;
    if (!progress) {
      return html`${this.connection()}<p class="error" role="alert">${this.error}</p>`;
    }
    const { run } = progress;
    const state = run.brake === 'NONE' ? run.state : run.brake;
    return html`
      <p class="back"><a href="#/mailings">← ${t('run.back')}</a></p>
      <div class="row spread">
        <h1>${run.name}</h1>
        <span class="badge ${state}" role="status">${t(`run.${state}`)}</span>
      </div>
      ${this.connection()}
      ${run.missed ? html`<p class="card">${t(`run.missed.${run.missed}`)}</p>` : this.figures(progress)}
      ${this.entries ? this.report() : nothing}
    `;
  }

  connection() {
    return this.lost ? html`<p class="card quiet" role="status">${t('run.lost')}</p>` : nothing;
  }

  figures(progress) {
    const { run } = progress;
    const skipped = Object.values(progress.skipped).reduce((sum, many) => sum + many, 0);
    const parts = [['billed', progress.billed], ['skipped', skipped], ['failed', progress.failed]];
    return html`
      <section class="card">
        <div class="bar" role="progressbar" aria-label=${t('run')} aria-valuemin="0" aria-valuemax=${progress.customers} aria-valuenow=${progress.done}>
          ${parts.map(([part, many]) => html`<i class=${part} style="width: ${(100 * many) / Math.max(1, progress.customers)}%"></i>`)}
        </div>
        <p class="quiet">
          ${t('run.started', moment(run.startedAt))} · ${progress.done < progress.customers ? t('run.done', progress.done, progress.customers) : t('run.done.all', progress.done)}
          ${progress.secondsLeft === null ? nothing : html` · ${t('run.left', duration(progress.secondsLeft))}`}
        </p>
        <dl>
          <div><dt>${t('run.amount')}</dt><dd>${money(progress.amount)}</dd></div>
          ${parts.map(([part, many]) => html`<div><dt><i class=${part}></i>${t(`run.${part}`)}</dt><dd id=${part}>${many}</dd></div>`)}
        </dl>
        ${this.funnel(progress.funnel)}
        ${list(t('run.skipped'), progress.skipped, 'skip')} ${list(t('run.messages'), progress.messages, 'message')}
        <p><a href="#/messages/runs/${run.id}">${t('run.messages.all')}</a></p>
        ${progress.channelAbsent ? html`<p class="error" role="status">${t('run.waiting')}</p>` : nothing}
        ${run.brake === 'PARKED' ? html`<p class="error" role="alert">${t('run.parked')}</p>` : nothing}
        <p class="error" role="alert">${this.error}</p>
        <div class="row">${this.actions(progress)}</div>
      </section>
    `;
  }

  /** How far the invoices have come to their customers; only some channels tell what was read. */
  funnel(funnel) {
    const steps = ['issued', 'sent', 'delivered', 'opened', 'paid'];
    const figure = (step) => html`${t(`run.funnel.${step}`)} <b data-funnel=${step}>${funnel[step]}</b>`;
    return funnel.issued
      ? html`<p>${steps.map((step, place) => html`${place ? ' → ' : ''}${figure(step)}`)}${funnel.read ? html` <span class="quiet">(${figure('read')})</span>` : nothing}</p>`
      : nothing;
  }

  actions(progress) {
    const { run } = progress;
    const held = run.brake === 'PAUSED' || run.brake === 'PARKED';
    const failures = progress.failed > 0 || progress.messages.DEAD > 0;
    const button = (action, shown, question) =>
      shown ? html`<button class="plain" @click=${() => this.act(action, question)}>${t(`run.${action}`)}</button>` : nothing;
    return [
      button('pause', !over(run) && !held),
      button('resume', held),
      button('stop', !over(run), t('run.stop.sure')),
      progress.remindersWaiting > 0
        ? html`<button class="plain" @click=${() => this.act('stop-reminders', t('run.stop-reminders.sure'))}>
            ${t('run.stop-reminders', progress.remindersWaiting)}
          </button>`
        : nothing,
      run.state === 'COMPLETED' && run.brake === 'NONE' && failures
        ? html`<button class="plain" @click=${() => this.act('retry-failures')}>${t('run.retry')}</button>`
        : nothing,
    ];
  }

  report() {
    return html`
      <section class="card">
        <p class="row">
          ${['csv', 'xlsx'].map(
            (format) => html`<a href="/crm/api/v1/runs/${this.progress.run.id}/export?format=${format}" download>${format.toUpperCase()}</a>`,
          )}
        </p>
        <table>
          <thead>
            <tr>
              <th>${t('entry.customer')}</th>
              <th>${t('entry.account')}</th>
              <th>${t('entry.result')}</th>
              <th class="number">${t('invoice.amount')}</th>
            </tr>
          </thead>
          <tbody>
            ${this.entries.map(
              (entry) => html`
                <tr>
                  <td><a href="#/customers/${entry.customer}">${entry.customerName || entry.customer}</a></td>
                  <td>${account(entry)}</td>
                  <td>${entry.outcome === 'SKIPPED' ? t(`skip.${entry.reason}`) : t(`entry.${entry.outcome}`, entry.error)}</td>
                  <td class="number">${entry.amount ? money(entry.amount) : ''}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </section>
    `;
  }
}

/** A separate account goes by the name of its subscription; whoever is skipped altogether has none. */
function account(entry) {
  return entry.account === 0 ? t('entry.base') : (entry.accountName ?? `№ ${entry.account}`);
}

function over(run) {
  return run.state === 'COMPLETED' || run.state === 'MISSED';
}

function duration(seconds) {
  return seconds < 90 ? t('run.seconds', seconds) : t('run.minutes', Math.round(seconds / 60));
}

function list(title, counts, prefix) {
  const entries = Object.entries(counts);
  return entries.length
    ? html`<p class="quiet">${title}: ${entries.map(([key, many]) => `${t(`${prefix}.${key}`)} — ${many}`).join(', ')}</p>`
    : nothing;
}

customElements.define('crm-run', Run);
