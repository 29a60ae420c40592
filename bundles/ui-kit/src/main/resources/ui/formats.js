// Amounts and dates as people write them; amounts come in minor units.
import { language } from './language.js';

function digits(currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
}

/** Shows `{amount, currency}`. */
export function money(value, style = {}) {
  return new Intl.NumberFormat(language(), {
    style: 'currency',
    currency: value.currency,
    currencyDisplay: 'narrowSymbol',
    ...style,
  }).format(value.amount / 10 ** digits(value.currency));
}

/** Shows an amount that stands by itself: a whole one without zeros behind the point. */
export function sum(value) {
  return money(value, { trailingZeroDisplay: 'stripIfInteger' });
}

/** Writes an amount as it is typed, without the sign of its currency, for `minor` to read; nothing for none. */
export function decimal(value) {
  if (!value) {
    return '';
  }
  const places = digits(value.currency);
  const plain = (value.amount / 10 ** places).toFixed(places);
  return language() === 'ru' ? plain.replace('.', ',') : plain;
}

/** Reads what somebody typed, such as "1 500,50", as minor units; NaN if it is no amount. */
export function minor(text, currency) {
  const plain = String(text).replace(/[\s\u00a0]/g, '').replace(',', '.');
  const places = digits(currency);
  if (!new RegExp(`^\\d+(\\.\\d{1,${places}})?$`).test(plain)) {
    return NaN;
  }
  const [whole, rest = ''] = plain.split('.');
  return Number(whole + rest.padEnd(places, '0'));
}

/** Shows an ISO date. */
export function day(iso) {
  return iso ? iso.split('-').reverse().join('.') : '';
}

/** Reads a whole number that somebody typed, such as "1 000"; null for nothing, NaN for anything else. */
export function whole(text) {
  const plain = String(text ?? '').replace(/[\s\u00a0]/g, '').replace(/^[−–]/, '-');
  return plain === '' ? null : /^-?\d{1,15}$/.test(plain) ? Number(plain) : NaN;
}

let timeZone;

/** From now on moments are shown in that zone, which is the branch's: people there do not look at clocks elsewhere. */
export function showTimesOf(zone) {
  timeZone = zone;
}

/** Shows an instant in the branch's time. */
export function moment(iso) {
  return iso ? new Date(iso).toLocaleString(language(), { dateStyle: 'short', timeStyle: 'short', timeZone }) : '';
}

/** The branch's day, as ISO writes it. */
export function today() {
  return new Date().toLocaleDateString('sv', { timeZone });
}
