// «Пойманные сообщения»: recipients on the left, their phones on the right, read again while anything changes.
import { appOf, day, element, isBad, phone, stateOf, time } from './phone.js';
import { plain } from './markup.js';
import { drawTemplates } from './templates.js';
import { language, t } from './words.js';

const PAUSE = 1500;
const APPS = ['all', 'sms', 'telegram', 'whatsapp', 'max'];
const seen = { revision: -1, messages: [], app: 'all', query: '', chosen: undefined };
const open = new Map();
const find = id => document.getElementById(id);

/** One person per phone number or chat, whatever the provider writes around it. */
function keyOf(message) {
  const app = appOf(message);
  return app === 'telegram' || app === 'max' ? `${app}:${message.recipient}` : message.recipient.replace(/\D/g, '');
}

function nameOf(message) {
  const digits = message.recipient.replace(/\D/g, '');
  const app = appOf(message);
  if (app === 'telegram' || app === 'max') {
    return message.name || t('person', message.recipient);
  }
  return digits.length === 11 && digits.startsWith('7')
    ? `+7 ${digits.slice(1, 4)} ${digits.slice(4, 7)}-${digits.slice(7, 9)}-${digits.slice(9)}`
    : `+${digits}`;
}

/** Newest first; the messages of each oldest first. */
function people() {
  const found = new Map();
  for (const message of seen.messages) {
    const key = keyOf(message);
    const person = found.get(key) ?? { key, name: nameOf(message), messages: [] };
    person.messages.unshift(message);
    found.set(key, person);
  }
  return [...found.values()];
}

function matches(person) {
  const query = seen.query.toLowerCase();
  const digits = query.replace(/\D/g, '');
  return person.messages.some(message => seen.app === 'all' || appOf(message) === seen.app)
    && (!query || person.name.toLowerCase().includes(query) || (digits.length > 2 && person.key.includes(digits))
      || person.messages.some(message => plain(message).toLowerCase().includes(query)));
}

function choose(key) {
  seen.chosen = key;
  document.body.classList.toggle('chosen', key !== undefined);
  draw();
  if (key !== undefined) {
    find('phones').focus({ preventScroll: true });
  }
}

function drawApps() {
  const all = people();
  find('apps').replaceChildren(...APPS.map(app => {
    const count = all.filter(person => person.messages.some(one => app === 'all' || appOf(one) === app)).length;
    const button = element('button', { type: 'button', 'aria-pressed': String(seen.app === app) },
      t(app), element('small', {}, String(count)));
    button.dataset.key = `app-${app}`;
    button.hidden = app === 'max' && count === 0;
    button.addEventListener('click', () => {
      seen.app = app;
      draw();
    });
    return button;
  }));
}

function row(person) {
  const last = person.messages.at(-1);
  const apps = [...new Set(person.messages.map(appOf))].map(app => t(app)).join(', ');
  const line = isBad(last) ? `${t(appOf(last))}, ${t(stateOf(last)).toLowerCase()}` : `${apps}: ${plain(last)}`;
  const button = element('button', { type: 'button', 'aria-current': seen.chosen === person.key ? 'true' : undefined },
    element('span', { class: 'face', 'aria-hidden': 'true' }, person.key.includes(':') ? person.name.slice(0, 1) : person.key.slice(-2)),
    element('strong', {}, person.name),
    element('time', {}, time(last.at)),
    element('span', { class: isBad(last) ? 'line bad' : 'line' }, line),
    element('span', { class: 'count' }, String(person.messages.length)));
  button.dataset.key = `person-${person.key}`;
  button.addEventListener('click', () => choose(person.key));
  return element('li', {}, button);
}

function drawPhones(shown) {
  const person = shown.find(one => one.key === seen.chosen)
    ?? (matchMedia('(min-width: 48rem)').matches ? shown[0] : undefined);
  if (!person) {
    find('phones').replaceChildren(element('p', { class: 'empty' }, t(seen.messages.length ? 'none-found' : 'nothing')));
    return;
  }
  seen.shown = person.key;
  const back = element('button', { type: 'button', class: 'plain to-list' }, `← ${t('close')}`);
  back.dataset.key = 'back';
  back.addEventListener('click', () => choose(undefined));
  const apps = APPS.filter(app => person.messages.some(message => appOf(message) === app));
  find('phones').replaceChildren(
    element('h2', {}, back, person.name, element('small', {}, day(person.messages.at(-1).at))),
    ...apps.map(app => phone(person.messages.filter(message => appOf(message) === app), app, open)));
  for (const talk of document.querySelectorAll('.talk')) {
    talk.scrollTop = talk.scrollHeight;
  }
}

/** Draws everything anew; focus, and what is being typed, stay where they were. */
function draw() {
  const focus = document.activeElement?.dataset?.key;
  const typed = new Map([...document.querySelectorAll('.answer input')].map(input => [input.dataset.key, input.value]));
  const before = seen.shown;
  const shown = people().filter(matches);
  drawApps();
  find('people').replaceChildren(...shown.map(row));
  drawPhones(shown);
  for (const made of document.querySelectorAll('[data-key]')) {
    if (seen.shown === before && typed.get(made.dataset.key)) {
      made.value = typed.get(made.dataset.key);
    }
    if (focus && made.dataset.key === focus) {
      made.focus({ preventScroll: true });
    }
  }
}

async function read() {
  const answer = await fetch(`messages?after=${seen.revision}`);
  document.body.classList.remove('lost');
  if (answer.status === 200) {
    Object.assign(seen, await answer.json());
    draw();
  }
}

async function post(path, body, method = 'POST') {
  const answer = await fetch(path, {
    method, headers: { 'Content-Type': 'application/json' }, body: method === 'POST' ? JSON.stringify(body) : undefined,
  });
  await read();
  return answer.ok;
}

function speak() {
  document.documentElement.lang = language();
  document.title = t('title');
  for (const said of document.querySelectorAll('[data-words]')) {
    said.textContent = t(said.dataset.words);
  }
  find('search').placeholder = t('search');
  find('search').setAttribute('aria-label', t('search'));
  find('apps').setAttribute('aria-label', t('apps'));
  find('phones').dataset.lost = t('lost');
}

/** Opens a dialog; `send` answers whether what was typed was taken, else `complaint` is shown. */
function dialog(id, complaint, send) {
  const box = find(id);
  const form = box.querySelector('form');
  find(`open-${id}`).addEventListener('click', () => {
    form.querySelector('.error').textContent = '';
    box.showModal();
  });
  box.querySelector('.close').addEventListener('click', () => box.close());
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (await send(new FormData(form))) {
      box.close();
    } else {
      form.querySelector('.error').textContent = t(complaint);
    }
  });
  return box;
}

/** The code of a link such as https://t.me/bot?start=CODE, or the code itself. */
function payload(link) {
  return /^https?:/.test(link) ? new URL(link).searchParams.get('start') ?? '' : link;
}

const starting = dialog('start', 'bad-link', fields => post('starts', {
  provider: fields.get('provider'), name: fields.get('name').trim(), payload: payload(fields.get('link').trim()),
}));
dialog('account', 'bad-address', fields => post('handlers', Object.fromEntries(fields)));
find('open-templates').addEventListener('click', async () => {
  await drawTemplates(find('template-list'), post);
  find('templates').showModal();
});
find('clear').addEventListener('click', () => confirm(t('clear-sure')) && post('messages', {}, 'DELETE'));
find('language').addEventListener('click', () => {
  language(language() === 'ru' ? 'en' : 'ru');
  speak();
  draw();
});
find('search').addEventListener('input', event => {
  seen.query = event.target.value.trim();
  draw();
});
find('phones').addEventListener('act', event => post(event.detail.path, event.detail.body));

speak();
const asked = new URLSearchParams(location.search);
if (asked.get('start')) {
  starting.querySelector('[name=link]').value = asked.get('start');
  starting.querySelector('[name=provider]').value = asked.get('provider') === 'max' ? 'max' : 'telegram';
  starting.showModal();
}
for (;;) {
  try {
    if (!document.hidden || seen.revision < 0) {
      await read();
    }
  } catch {
    document.body.classList.add('lost');
  }
  await new Promise(done => setTimeout(done, PAUSE));
}
