// The settings of an account as the module of its bank or provider describes them. Secrets go in and never come out.
import { html, nothing } from 'lit';
import { language, translator } from '@crm/ui';

export const words = {
  ru: {
    'any': 'По умолчанию',
    'secret.kept': 'Сохранен. Чтобы заменить, введите новый',
    'secret.drop': 'Убрать «{0}»',
    'secret.dropped': 'Будет убран',
    'rotation': 'Замененный ключ остается прежним и тоже принимается, пока его не уберут.',
  },
  en: {
    'any': 'By default',
    'secret.kept': 'Stored. Type a new one to replace it',
    'secret.drop': 'Remove “{0}”',
    'secret.dropped': 'Will be removed',
    'rotation': 'A secret that is replaced becomes the previous one and stays good until it is removed.',
  },
};

const t = translator(words);
const HIDDEN = '***';

/** What something is called that names itself in both languages. */
export function title(one) {
  return language() === 'ru' ? one.russian : one.english;
}

/** What was typed, by name: a secret that is not typed anew stays as it is, for which three stars stand. */
export function typedSettings(form, fields, known, dropped) {
  const settings = {};
  fields.forEach(({ name, secret }) => {
    const typed = form.get(`settings.${name}`) ?? '';
    const kept = secret && !typed && known?.[name] !== undefined;
    if (kept) {
      settings[name] = dropped.has(name) ? '' : HIDDEN;
    } else if (typed) {
      settings[name] = typed;
    }
  });
  return settings;
}

/** What is said above the fields, if there is anything to say. */
export function settingsHint(fields) {
  return fields?.some((one) => one.name.endsWith('Previous')) ? html`<p class="quiet hint">${t('rotation')}</p>` : nothing;
}

/**
 * One setting. `known` are the account's settings, if it has any; `dropped` the names of secrets that go, `drop` adds one;
 * `faults` say what is wrong, by field.
 */
export function settingField(one, { known, dropped, drop, faults }) {
  const name = `settings.${one.name}`;
  const value = known?.[one.name];
  const label = title(one) + (one.required ? ' *' : '');
  const fault = html`<span class="error">${faults[name] ?? ''}</span>`;
  if (one.options.length) {
    return html`<label>${label}
      <select name=${name} aria-invalid=${name in faults}>
        ${one.required ? nothing : html`<option value="">${t('any')}</option>`}
        ${[...one.options].sort().map((option) => html`<option value=${option} ?selected=${option === value}>${option}</option>`)}
      </select>${fault}</label>`;
  }
  if (!one.secret) {
    return html`<label>${label}<input name=${name} .value=${value ?? ''} aria-invalid=${name in faults} />${fault}</label>`;
  }
  return html`<label>${label}
    <input type="password" name=${name} autocomplete="new-password" aria-invalid=${name in faults}
      placeholder=${value === undefined ? '' : dropped.has(one.name) ? t('secret.dropped') : t('secret.kept')} />
    ${value !== undefined && !one.required && !dropped.has(one.name)
      ? html`<button type="button" class="link hint" @click=${() => drop(one.name)}>${t('secret.drop', title(one))}</button>`
      : nothing}${fault}</label>`;
}
