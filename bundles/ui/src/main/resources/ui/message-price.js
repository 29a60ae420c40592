// The price of a part of a message: in ten thousandths of the currency, because tariffs have fractions of a coin.
import { language } from '@crm/ui';

const UNIT = 10000;

/** As it is typed, such as "2,465"; empty for none. */
export function tariff(price) {
  if (!price) {
    return '';
  }
  const plain = String(price.tenThousandths / UNIT);
  return language() === 'ru' ? plain.replace('.', ',') : plain;
}

/** For people: "2,465 ₽". */
export function shownTariff(price) {
  const style = { style: 'currency', currency: price.currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 4 };
  return new Intl.NumberFormat(language(), style).format(price.tenThousandths / UNIT);
}

/** What was typed, as the API takes it; null if it is no price. */
export function typedTariff(text, currency) {
  const plain = text.replace(',', '.');
  return /^\d{1,4}(\.\d{1,4})?$/.test(plain) ? { tenThousandths: Math.round(Number(plain) * UNIT), currency } : null;
}

/** For how many parts the money lasts; null where nobody can say. */
export function partsFor(money, price) {
  return price?.tenThousandths && price.currency === money.currency
    ? Math.floor((money.amount * UNIT) / (price.tenThousandths * 10 ** digits(money.currency)))
    : null;
}

function digits(currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
}
