// What has become of an invoice, in one cell: its status, what is paid and what went back, and whatever else one should know.
import { html, nothing } from 'lit';
import { moment, money } from '@crm/ui';
import { t } from './invoice-words.js';

const less = (one, other) => ({ ...one, amount: one.amount - other.amount });

/** What the school has of it: what was paid and did not go back. */
export function net({ paid, refunded }) {
  return less(paid, refunded);
}

/** The status with what belongs to it. */
export function state(invoice) {
  const partly = invoice.status === 'AWAITING_PAYMENT' && net(invoice).amount > 0;
  const notes = [
    partly && t('partly', money(net(invoice)), money(invoice.amount)),
    invoice.refunded.amount > 0 && t('refunded', money(invoice.refunded), money(invoice.paid)),
    invoice.openedAt && t('opened', moment(invoice.openedAt)),
    ...invoice.flags.filter((flag) => !flag.includes('REFUNDED')).map((flag) => t(`flag.${flag}`)),
  ];
  return html`
    <span class="badge ${invoice.expired ? 'expired' : invoice.status}">
      ${invoice.expired ? t('status.expired') : t(status(invoice))}
    </span>
    ${notes.filter(Boolean).map((note) => html`<div class="quiet part">${note}</div>`)}
  `;
}

/** What is asked for, where that is not simply the amount. */
export function due(invoice) {
  return invoice.due.amount && invoice.due.amount !== invoice.amount.amount
    ? html`<div class="quiet part">${t('due', money(invoice.due))}</div>`
    : nothing;
}

function status({ status, flags }) {
  return `status.${flags.find((flag) => flag.includes('REFUNDED')) ?? status}`;
}
