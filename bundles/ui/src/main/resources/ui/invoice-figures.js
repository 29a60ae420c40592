// Four figures about a branch's invoices: this month's, what is paid of them, what is awaited and what is overdue.
import { css, html, nothing } from 'lit';
import { sum } from '@crm/ui';
import { net } from './invoice-state.js';
import { count, t } from './invoice-words.js';

export const figureLooks = css`
  .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin-bottom: 1rem }
  .figure { padding: .8rem 1rem; font-weight: 400; text-align: left; color: var(--quiet); background: var(--paper); border: 1px solid var(--line);
    border-radius: .75rem; box-shadow: var(--settled) }
  button.figure:hover:not(:disabled) { background: var(--tint); border-color: var(--edge) }
  .figure strong { display: block; font-size: 1.25rem; font-weight: 650; line-height: 1.4; color: var(--ink); font-variant-numeric: tabular-nums }
  @media (max-width: 40rem) {
    .figure { padding: .7rem .8rem }
    .figure strong { font-size: 1.1rem }
  }
  .figure.late strong { color: var(--bad) }
`;

/** The figures of a summary; `narrow`, if given, is called with the status whose invoices are asked for. */
export function figures({ awaiting, expired, months, inOtherCurrencies }, narrow) {
  const month = months.at(-1);
  const share = month.billed.amount ? Math.round((100 * net(month).amount) / month.billed.amount) : null;
  const figure = (title, amount, note, status, late) => {
    const words = html`${title}<strong>${sum(amount)}</strong>${note}`;
    return narrow && status
      ? html`<button class="figure ${late ? 'late' : ''}" @click=${() => narrow(status)}>${words}</button>`
      : html`<div class="figure ${late ? 'late' : ''}">${words}</div>`;
  };
  return html`
    <div class="figures">
      ${figure(t('figure.billed'), month.billed, count(month.invoices))}
      ${figure(t('figure.paid'), net(month), share === null ? nothing : t('figure.share', share))}
      ${figure(t('figure.awaiting'), awaiting.amount, count(awaiting.invoices), 'AWAITING_PAYMENT')}
      ${figure(t('figure.expired'), expired.amount, count(expired.invoices), 'expired', expired.invoices > 0)}
    </div>
    ${inOtherCurrencies ? html`<p class="quiet">${t('figure.others', inOtherCurrencies)}</p>` : nothing}
  `;
}
