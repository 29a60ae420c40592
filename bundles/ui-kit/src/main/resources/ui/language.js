// The language of the pages: what the user chose, else Russian.
const KEY = 'crm.language';

export function language(next) {
  if (next) {
    localStorage.setItem(KEY, next);
  }
  return localStorage.getItem(KEY) || 'ru';
}

/** A function that says the words of a key; `{0}` stands for the first argument. */
export function translator(words) {
  return (key, ...values) =>
    (words[language()][key] ?? key).replace(/\{(\d)\}/g, (whole, index) => values[Number(index)] ?? whole);
}
