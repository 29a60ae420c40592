// The lines that make an amount, as a table with its sum: of a forecast, of a cost, of an invoice.
import { html, nothing } from 'lit';
import { day, money } from '@crm/ui';
import { t } from './words.js';

function off(discount) {
  const percent = discount.basisPoints ? [`−${discount.basisPoints / 100} %`] : [];
  const fixed = discount.fixed.amount ? [`−${money(discount.fixed)}`] : [];
  return [...percent, ...fixed].join(' ');
}

function row(line) {
  return html`
    <tr>
      <td>${day(line.date)}</td>
      <td>
        ${[t(`line.${line.kind || 'MANUAL'}`), line.subscriptionName].filter(Boolean).join(', ')}
        ${line.through && line.through !== line.date ? html`<span class="quiet">– ${day(line.through)}</span>` : nothing}
        ${(line.discounts || []).map((one) => html` <span class="badge">${off(one)}</span>`)}
      </td>
      <td class="number">${money(line.gross)}</td>
      <td class="number">${line.discount.amount ? `−${money(line.discount)}` : ''}</td>
      <td class="number">${money(line.net)}</td>
    </tr>
  `;
}

function sum(label, value) {
  return html`<tr><td colspan="4">${label}</td><td class="number">${value}</td></tr>`;
}

/** What the account holds, as a line under the charges: money is taken off, a debt is put on. */
export function totalsOf(balance) {
  if (!balance.amount) {
    return [];
  }
  const { amount, currency } = balance;
  return [[t(amount < 0 ? 'line.debt' : 'line.credit'), { amount: -amount, currency }]];
}

/** The table; `totals` are pairs of a label and an amount that stand below the lines, the last one in bold. */
export function linesTable(lines, totals) {
  return html`
    <table>
      <thead>
        <tr>
          <th>${t('line.date')}</th>
          <th>${t('line.for')}</th>
          <th class="number">${t('line.gross')}</th>
          <th class="number">${t('line.discount')}</th>
          <th class="number">${t('line.net')}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.length ? lines.map(row) : html`<tr><td colspan="5" class="quiet">${t('line.none')}</td></tr>`}
      </tbody>
      <tfoot>
        ${totals.map(([label, amount], index) => sum(label, index === totals.length - 1 ? html`<b>${money(amount)}</b>` : money(amount)))}
      </tfoot>
    </table>
  `;
}
