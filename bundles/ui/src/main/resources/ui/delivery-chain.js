// Where a message goes on that is not delivered: channel after channel, and how long each is given.
import { LitElement, css, html, nothing } from 'lit';
import { looks } from '@crm/ui';
import { t } from './mailing-words.js';
import { t as ofMessages } from './message-words.js';

const STEPS = ['TELEGRAM', 'MAX', 'WHATSAPP', 'SMS', 'EMAIL'];
const WAITS = [15, 30, 60, 180, 720, 1440];
const kind = (step) => (step === 'EMAIL' ? 'EMAIL' : 'SMS');
export const stepName = (step) => ofMessages(`channel.${step.toLowerCase()}`);

class DeliveryChain extends LitElement {
  static properties = {
    method: {},
    chain: {},
    templates: {},
    wrong: {},
    steps: { state: true },
  };

  static styles = [
    looks,
    css`
      ol { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: 0; margin: .35rem 0 .8rem; list-style: none }
      li { display: flex; gap: .5rem; align-items: center }
      li + li::before { content: '→'; color: var(--quiet) }
      li select { width: auto; margin: 0 }
      .first { padding: .5rem .75rem; border-radius: .5rem; background: var(--faint, var(--paper)); border: 1px solid var(--line) }
      .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0 1rem; margin-top: .8rem }
      small { display: block; color: var(--quiet) }
    `,
  ];

  constructor() {
    super();
    this.steps = [];
  }

  willUpdate(changed) {
    if (changed.has('chain')) {
      this.steps = this.chain?.then ?? [];
    }
    if (changed.has('method')) {
      this.steps = this.steps.filter((step) => step !== this.method);
    }
  }

  get otherKind() {
    return kind(this.method) === 'EMAIL' ? 'SMS' : 'EMAIL';
  }

  get needsTemplate() {
    return this.steps.some((step) => kind(step) === this.otherKind);
  }

  /** As the API takes it; null for no chain. */
  read() {
    const chosen = (name) => this.renderRoot.querySelector(`[name=${name}]`)?.value;
    return this.steps.length === 0
      ? null
      : { then: this.steps, waitMinutes: Number(chosen('wait')), template: Number(chosen('template')) || null };
  }

  render() {
    return html`
      <div role="group" aria-label=${t('chain')} aria-describedby="hint">
        <span class="quiet">${t('chain')}</span>
        <ol>
          <li><span class="first">${stepName(this.method)}</span></li>
          ${[...this.steps, null].map((step, at) => this.step(step, at))}
        </ol>
        <small id="hint">${t('chain.hint')}</small>
        <p class="error">${this.wrong('how.chain.then')}</p>
      </div>
      ${this.steps.length ? this.details() : nothing}
    `;
  }

  step(step, at) {
    const free = STEPS.filter((one) => one !== this.method && (one === step || !this.steps.includes(one)));
    return free.length === 0
      ? nothing
      : html`<li><select aria-label=${t('chain.then', at + 1)} @change=${(event) => this.choose(at, event.target.value)}>
          <option value="" ?selected=${!step}>${step ? t('chain.remove') : t('chain.add')}</option>
          ${free.map((one) => html`<option value=${one} ?selected=${one === step}>${stepName(one)}</option>`)}
        </select></li>`;
  }

  choose(at, step) {
    this.steps = [...this.steps.slice(0, at), ...(step ? [step] : []), ...this.steps.slice(at + 1)];
  }

  details() {
    const chosen = this.chain?.waitMinutes ?? 60;
    const waits = WAITS.includes(chosen) ? WAITS : [...WAITS, chosen];
    const fitting = (this.templates ?? []).filter((one) => one.method === this.otherKind);
    return html`
      <div class="grid">
        <label>${t('chain.wait')}
          <select name="wait">
            ${waits.map((wait) => html`<option value=${wait} ?selected=${wait === chosen}>${lasting(wait)}</option>`)}
          </select>
          <span class="error">${this.wrong('how.chain.waitMinutes')}</span>
        </label>
        ${this.needsTemplate
          ? html`<label>${t(`chain.template.${this.otherKind}`)}
              <select name="template">
                ${fitting.map((one) => html`<option value=${one.id} ?selected=${one.id === this.chain?.template}>${one.name}</option>`)}
              </select>
              <span class="error">${fitting.length ? this.wrong('how.chain.template') : t('chain.template.none')}</span>
            </label>`
          : nothing}
      </div>
    `;
  }
}

function lasting(minutes) {
  const [value, unit] = minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(document.documentElement.lang || 'ru', { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

customElements.define('crm-delivery-chain', DeliveryChain);
