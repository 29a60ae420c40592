// A card for the CRM's first page: what was billed and what has been paid, this month and in the last twelve.
import { LitElement, css, html, nothing } from 'lit';
import { api, language, looks, money } from '@crm/ui';
import { figureLooks, figures } from './invoice-figures.js';
import { net } from './invoice-state.js';
import { t } from './invoice-words.js';

class Money extends LitElement {
  static properties = { context: {}, summary: { state: true }, error: { state: true } };

  static styles = [
    looks,
    figureLooks,
    css`
      :host { grid-column: 1 / -1 }
      .figure { box-shadow: none }
      figure { margin: 0 }
      .plot { display: grid; grid-template-columns: repeat(12, 1fr); gap: .5rem; height: 11rem; border-bottom: 1px solid var(--edge) }
      .month { display: flex; align-items: end; justify-content: center; height: 100% }
      .billed { display: flex; align-items: end; width: min(100%, 2.5rem); background: var(--bar); border-radius: .3rem .3rem 0 0; overflow: hidden }
      .paid { width: 100%; background: var(--bar-good) }
      .names { display: grid; grid-template-columns: repeat(12, 1fr); gap: .5rem; margin-top: .25rem; font-size: .85rem; text-align: center }
      .legend { gap: 1rem; margin-top: .75rem; font-size: .9rem }
      .legend i { display: inline-block; width: .75rem; height: .75rem; margin-right: .35rem; border-radius: .2rem }
      .thin { display: none }
      details { margin-top: .5rem }
      summary { width: fit-content; cursor: pointer; color: var(--accent); font-size: .9rem }
      .list { overflow-x: auto }
      @media (max-width: 40rem) {
        .plot, .names { gap: .2rem }
        .wide { display: none }
        .thin { display: inline }
      }
    `,
  ];

  async updated(changed) {
    if (changed.has('context') && this.context) {
      try {
        this.summary = await api.get(`invoices/summary?branch=${this.context.branch.id}`);
        this.error = '';
      } catch (problem) {
        this.error = problem.message;
      }
    }
  }

  render() {
    return html`
      <section class="card">
        <div class="row spread">
          <h2>${t('money')}</h2>
          <a href="#/finance/invoices">${t('money.all')}</a>
        </div>
        <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
        ${this.summary ? html`${figures(this.summary)} ${this.chart(this.summary.months)}` : nothing}
      </section>
    `;
  }

  chart(months) {
    const most = Math.max(...months.map((one) => one.billed.amount));
    if (most === 0) {
      return html`<p class="quiet">${t('money.none')}</p>`;
    }
    const part = (amount, whole) => `height: ${whole ? Math.min(100, (100 * amount) / whole) : 0}%`;
    return html`
      <figure>
        <div class="plot" role="img" aria-label=${t('money.chart')}>
          ${months.map(
            (one) => html`<div class="month" title=${says(one)}>
              <div class="billed" style=${part(one.billed.amount, most)}><div class="paid" style=${part(net(one).amount, one.billed.amount)}></div></div>
            </div>`,
          )}
        </div>
        <div class="names quiet" aria-hidden="true">${months.map((one) => html`<span><span class="wide">${name(one.month, { month: 'short' })}</span><span class="thin">${name(one.month, { month: 'narrow' })}</span></span>`)}</div>
        <figcaption class="row legend quiet">
          <span><i style="background: var(--bar)"></i>${t('money.billed')}</span>
          <span><i style="background: var(--bar-good)"></i>${t('money.paid')}</span>
        </figcaption>
      </figure>
      <details>
        <summary>${t('money.table')}</summary>
        <div class="list" role="region" tabindex="0" aria-label=${t('money')}>
          <table>
            <thead>
              <tr><th>${t('money.month')}</th><th class="number">${t('money.count')}</th><th class="number">${t('money.billed')}</th><th class="number">${t('money.paid')}</th><th class="number">${t('money.refunded')}</th></tr>
            </thead>
            <tbody>
              ${months.map(
                (one) => html`<tr>
                  <td>${name(one.month, LONG)}</td>
                  <td class="number">${one.invoices}</td>
                  <td class="number">${money(one.billed)}</td>
                  <td class="number">${money(one.paid)}</td>
                  <td class="number">${one.refunded.amount ? money(one.refunded) : ''}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }
}

const LONG = { month: 'long', year: 'numeric' };

function name(month, style) {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(language(), { ...style, timeZone: 'UTC' }).replace(/ г\.$|\.$/, '');
}

function says(one) {
  return `${name(one.month, LONG)}. ${t('money.billed')}: ${money(one.billed)}. ${t('money.paid')}: ${money(net(one))}`;
}

customElements.define('crm-money', Money);
