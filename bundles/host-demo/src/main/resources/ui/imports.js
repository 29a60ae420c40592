// Files of another system on their way into the branch: hand in, look at what they would do, have them written.
import { LitElement, css, html, nothing } from 'lit';
import { looks, language } from '@crm/ui';
import { school, wall } from './school.js';
import { mistakes, number, preview } from './import-report.js';
import { t } from './import-words.js';

// What the server takes of a file.
const LARGEST = 32 * 1024 * 1024;

const KINDS = ['CUSTOMERS', 'SUBSCRIPTIONS', 'LESSONS', 'BALANCES'];
const BUSY = ['ARRIVING', 'CHECKING', 'WRITING'];

class Imports extends LitElement {
  static properties = {
    branch: {},
    kinds: { state: true },
    kind: { state: true },
    recent: { state: true },
    one: { state: true },
    sending: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      .kinds { display: flex; flex-wrap: wrap; gap: .4rem; margin-bottom: 1rem }
      .kinds button[aria-pressed='false'] { color: var(--accent); background: var(--paper); border-color: var(--edge) }
      .scroll { overflow-x: auto }
      .scroll td, .scroll th { white-space: nowrap }
      .counts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: .75rem 0 }
      .counts strong { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums }
      .WRONG { color: var(--bad) }
      .ADDED { color: var(--good) }
      .UNCHANGED { color: var(--quiet) }
      .scroll td.about { min-width: 14rem; color: var(--quiet); white-space: normal }
      tr.pick { cursor: pointer }
      .plain.link { padding: 0; border: 0; background: none; text-align: left }
      section > h2:not(:first-child) { margin-top: 1.5rem }
      form.row { align-items: end }
      form.row label { flex: 0 1 28rem; margin: 0 }
      form.row a { padding: .5rem 0 }
    `,
  ];

  constructor() {
    super();
    this.kind = KINDS[0];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  updated(changed) {
    if (changed.has('branch')) {
      this.one = null;
      this.load();
    }
  }

  get path() {
    return `imports/${this.branch.id}`;
  }

  async load() {
    [this.kinds, this.recent] = await Promise.all([school.get(`${this.path}/kinds`), school.get(this.path)]);
    const busy = this.recent.find((one) => BUSY.includes(one.state));
    if (busy && !this.one) {
      await this.open(busy.id);
    }
  }

  async open(id) {
    this.error = '';
    await this.follow(id);
  }

  /** Looks again as long as a job is at it; the job is the same whichever page or node looks. */
  async follow(id) {
    clearTimeout(this.timer);
    this.one = await school.get(`${this.path}/${id}`);
    if (BUSY.includes(this.one.state) && this.isConnected) {
      this.timer = setTimeout(() => this.follow(id), 700);
    } else {
      this.recent = await school.get(this.path);
    }
  }

  async act(work) {
    this.error = '';
    try {
      await work();
    } catch (problem) {
      this.error = problem.message;
    }
  }

  send(event) {
    event.preventDefault();
    const file = this.renderRoot.querySelector('input[type=file]').files[0];
    if (!file) {
      this.error = t('file.none');
      return;
    }
    if (file.size > LARGEST) {
      this.error = t('file.large');
      return;
    }
    this.sending = true;
    this.act(async () => {
      const query = `kind=${this.kind}&file=${encodeURIComponent(file.name)}`;
      const received = await school.post(`${this.path}?${query}`, new Blob([file], { type: 'text/csv' }));
      await this.follow(received.id);
    }).finally(() => (this.sending = false));
  }

  go(mode) {
    this.act(async () => {
      await school.post(`${this.path}/${this.one.id}/start`, { mode });
      await this.follow(this.one.id);
    });
  }

  drop() {
    this.act(async () => {
      await school.drop(`${this.path}/${this.one.id}`);
      await this.follow(this.one.id);
    });
  }

  render() {
    return html`
      <h1>${t('import')}</h1>
      <p class="error" role="alert">${this.error}</p>
      ${this.one ? this.report(this.one) : nothing}
      ${this.form()} ${this.list()}
    `;
  }

  form() {
    const chosen = this.kinds?.find((one) => one.kind === this.kind);
    return html`
      <section class="card">
        <h2>${t('new')}</h2>
        <div class="kinds" role="group" aria-label=${t('what')}>
          ${KINDS.map((kind) => html`<button aria-pressed=${kind === this.kind} @click=${() => (this.kind = kind)}>${t(kind)}</button>`)}
        </div>
        <form class="row" @submit=${this.send}>
          <label>${t('file')} <input type="file" accept=".csv,text/csv" required /></label>
          <button ?disabled=${this.sending}>${t('check')}</button>
          <a href="/crm/demo/${this.path}/kinds/${this.kind}/sample?language=${language()}" download>${t('sample')}</a>
        </form>
        <p class="quiet">${t('rules')}</p>
        <div class="scroll" tabindex="0">
          <table>
            <thead><tr><th>${t('column')}</th><th></th><th>${t('about')}</th></tr></thead>
            <tbody>
              ${chosen?.columns.map(
                (one) => html`<tr><td>${one.heading}</td>
                  <td>${one.required ? html`<span class="badge">${t('required')}</span>` : nothing}</td>
                  <td class="about">${one.about}</td></tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>
    `;
  }

  report(one) {
    return html`
      <section class="card" aria-live="polite">
        <div class="row spread">
          <h2>${t(one.kind)}: ${one.file || t('nameless')}</h2>
          <span class="badge ${one.state === 'DONE' ? 'PAID' : one.state === 'REFUSED' ? 'expired' : ''}">${t(`state.${one.state}`)}</span>
        </div>
        ${this.progress(one)} ${this.counts(one)}
        ${one.state === 'CHECKED' ? this.decision(one) : nothing}
        ${one.state === 'REFUSED' ? html`<p>${t('nothing.written')}</p>` : nothing}
        ${one.wrong.length ? mistakes(one) : nothing}
        ${one.state === 'CHECKED' && one.preview ? preview(one, this.kinds ?? []) : nothing}
      </section>
    `;
  }

  progress(one) {
    const lines = one.tally.added + one.tally.changed + one.tally.unchanged + one.tally.wrong;
    switch (one.state) {
      case 'ARRIVING':
      case 'CHECKING':
        return html`<progress aria-label=${t('state.CHECKING')} max=${one.bytes || 1} value=${one.bytesRead}></progress>
          <p class="quiet">${t('lines.read', number(lines))}</p>`;
      case 'WRITING':
        return html`<progress aria-label=${t('state.WRITING')} max=${one.total || 1} value=${lines}></progress>
          <p class="quiet">${t('lines.written', number(lines), number(one.total))}</p>`;
      default:
        return nothing;
    }
  }

  counts(one) {
    const done = one.state === 'DONE';
    return html`<div class="counts">
      ${['added', 'changed', 'unchanged', 'wrong'].map(
        (what) => html`<span><strong class=${what === 'wrong' && one.tally.wrong ? 'WRONG' : ''}>${number(one.tally[what])}</strong>
          ${t(done && what !== 'wrong' && what !== 'unchanged' ? `${what}.done` : what)}</span>`,
      )}
    </div>`;
  }

  decision(one) {
    const right = one.tally.added + one.tally.changed;
    return html`
      <p>${one.tally.wrong ? t('decide.wrong', number(one.tally.wrong)) : t('decide')}</p>
      <div class="row">
        <button ?disabled=${one.tally.wrong > 0 || !right} @click=${() => this.go('ALL_OR_NOTHING')}>${t('go.all')}</button>
        <button class="plain" ?disabled=${!right} @click=${() => this.go('VALID_LINES')}>${t('go.valid', number(right))}</button>
        <button class="plain" @click=${this.drop}>${t('drop')}</button>
      </div>
    `;
  }

  list() {
    return this.recent?.length
      ? html`<section class="card"><h2>${t('recent')}</h2>
          <div class="scroll"><table>
            ${this.recent.map(
              (one) => html`<tr>
                <td><button class="plain link" @click=${() => this.open(one.id)}>${t(one.kind)}: ${one.file || t('nameless')}</button></td>
                <td class="quiet">${wall(one.started)}</td><td class="quiet">${one.by}</td>
                <td class="number">${t('lines', number(one.total))}</td><td>${t(`state.${one.state}`)}</td></tr>`,
            )}
          </table></div></section>`
      : nothing;
  }
}

customElements.define('school-imports', Imports);
