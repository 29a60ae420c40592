// One phone: a conversation in the look of its app, and below it what the recipient may do.
import { anchor, shown } from './markup.js';
import { characters, language, t } from './words.js';

const PROVIDERS = {
  smsc: 'SMSC.ru', smsru: 'SMS.ru', smsaero: 'SMS Aero', exolve: 'MTS Exolve', twilio: 'Twilio', smpp: 'SMPP',
  telegram: 'Telegram', wazzup: 'Wazzup24', greenapi: 'Green-API', whatsapp: 'WhatsApp Cloud', max: 'MAX',
};
const MESSENGERS = { telegram: 'telegram', wazzup: 'whatsapp', greenapi: 'whatsapp', whatsapp: 'whatsapp', max: 'max' };
const BAD = ['UNDELIVERED', 'BLOCKED', 'NO_ACCOUNT'];

/** The app on the phone in which a provider's messages arrive. */
export function appOf(message) {
  return MESSENGERS[message.provider] ?? 'sms';
}

export function stateOf(message) {
  return message.history.at(-1).state;
}

export function isBad(message) {
  return BAD.includes(stateOf(message));
}

export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) {
      made.setAttribute(key, '');
    } else if (value !== false && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

export function time(iso, seconds = false) {
  return new Date(iso).toLocaleTimeString(language(), {
    hour: '2-digit', minute: '2-digit', second: seconds ? '2-digit' : undefined,
  });
}

export function day(iso) {
  const date = new Date(iso);
  return date.toDateString() === new Date().toDateString()
    ? t('today')
    : date.toLocaleDateString(language(), { day: 'numeric', month: 'long' });
}

/** Tells the page that the recipient does something. */
function act(from, path, body) {
  from.dispatchEvent(new CustomEvent('act', { bubbles: true, detail: { path, body } }));
}

function head(app, sender) {
  const name = app === 'sms' ? sender : t('school');
  const face = element('span', { class: 'face', 'aria-hidden': 'true' }, name.slice(0, 1).toUpperCase());
  const words = element('span', {}, element('strong', {}, name));
  if (app !== 'sms') {
    words.append(element('small', {}, app === 'whatsapp' ? t('business') : t('bot')));
  }
  return element('div', { class: 'head' }, face, words);
}

function fate(message) {
  const steps = element('ol', { class: 'steps' });
  for (const step of message.history) {
    steps.append(element('li', {}, element('time', {}, time(step.at, true)), t(step.state)));
  }
  const buttons = element('div', { class: 'fates', role: 'group', 'aria-label': t('fate') });
  for (const state of message.reportable) {
    const reached = message.history.some(step => step.state === state);
    const button = element('button', { type: 'button', class: `fate ${state}`, 'aria-pressed': String(reached) }, t(state));
    button.dataset.key = `${message.number}-${state}`;
    button.addEventListener('click', () => act(button, `messages/${message.number}/${state}`, {}));
    buttons.append(button);
  }
  return [steps, buttons];
}

function under(message, isLast, open) {
  const state = stateOf(message);
  const details = element('details', { class: 'under', open: open.get(message.number) ?? isLast });
  const summary = element('summary', {},
    element('span', { class: `state ${state}` }, `${t(state)} ${time(message.history.at(-1).at)}`),
    element('span', { class: 'by' }, PROVIDERS[message.provider] ?? message.provider));
  summary.dataset.key = `under-${message.number}`;
  details.append(summary, ...fate(message));
  details.addEventListener('toggle', () => open.set(message.number, details.open));
  return details;
}

function bubble(message, app) {
  const text = element('p', { class: 'text' }, shown(message, app));
  const made = element('div', { class: message.reply ? 'bubble mine' : 'bubble' }, text);
  if (app !== 'sms') {
    made.append(element('time', { datetime: message.at }, time(message.at)));
  }
  const keys = message.buttons.map(button => {
    const link = anchor(button.url, button.text);
    link.className = 'key';
    return link;
  });
  return [made, ...keys];
}

function conversation(messages, app, open) {
  const list = element('ol', { class: 'talk' });
  let last = '';
  const lastSent = messages.filter(message => !message.reply).at(-1);
  for (const message of messages) {
    if (day(message.at) !== last) {
      last = day(message.at);
      list.append(element('li', { class: 'day' }, last));
    }
    const item = element('li', {}, ...bubble(message, app));
    if (!message.reply) {
      if (app === 'sms') {
        item.append(element('small', { class: 'size' }, t('size', characters([...message.text].length), message.parts)));
      }
      item.append(under(message, message === lastSent, open));
    }
    list.append(item);
  }
  return list;
}

function answer(messages, app) {
  const last = messages.at(-1);
  const isBot = app === 'telegram' || app === 'max';
  const input = element('input', {
    name: 'text', autocomplete: 'off', maxlength: 1000, 'aria-label': t('answer'),
    placeholder: t(isBot ? 'answer-bot-hint' : 'answer-hint'),
  });
  input.dataset.key = `answer-${app}`;
  const form = element('form', { class: 'answer' }, input,
    element('button', { 'aria-label': t('sent-button'), title: t('sent-button') }, '➤'));
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (input.value.trim()) {
      act(form, 'replies', { provider: last.provider, recipient: last.recipient, text: input.value.trim() });
      input.value = '';
    }
  });
  return form;
}

/** Messages of one recipient in one app, oldest first; `open` remembers which fates are unfolded. */
export function phone(messages, app, open) {
  const sent = messages.filter(message => !message.reply).at(-1) ?? messages.at(-1);
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' }, time(messages.at(-1).at), element('i', {}));
  const screen = element('div', { class: 'screen' }, bar, head(app, sent.sender), conversation(messages, app, open),
    answer(messages, app));
  return element('article', { class: `phone ${app}`, 'aria-label': t(app) }, screen);
}
