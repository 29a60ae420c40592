// The REST API: JSON in, JSON out, every refusal a Problem with the words to show.
import { language } from './language.js';

const ROOT = '/crm/api/v1';

const UNREADABLE = {
  ru: 'Ответ сервера не удалось прочитать. Обновите страницу и попробуйте еще раз.',
  en: 'The answer of the server could not be read. Reload the page and try again.',
};

const UNREACHABLE = {
  ru: 'Нет связи с сервером. Проверьте подключение и попробуйте еще раз.',
  en: 'The server cannot be reached. Check the connection and try again.',
};

const AWAY = {
  ru: 'Эта часть CRM сейчас обновляется или запускается. Попробуйте еще раз через минуту.',
  en: 'This part of the CRM is being updated or started. Try again in a minute.',
};

const NO_NUMBER = {
  ru: 'Не удалось прочитать число. Проверьте, что введено.',
  en: 'A number could not be read. Look at what was typed.',
};

/** A refusal of the API; `fields` maps a field's name to what is wrong with it. */
export class Problem extends Error {
  constructor(document, status) {
    super(document.detail || document.title || `HTTP ${status}`);
    this.code = document.code;
    this.status = status;
    this.fields = Object.fromEntries((document.fields || []).map((one) => [one.field, one.message]));
  }
}

/** Where a number could not be read; JSON would say null, which means something else. */
function unreadable(value, path = '') {
  if (Number.isNaN(value)) {
    return path;
  }
  const parts = value && typeof value === 'object' && !(value instanceof Blob) ? Object.entries(value) : [];
  const step = (key) => (Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key);
  return parts.map(([key, part]) => unreadable(part, step(key))).find((found) => found !== undefined);
}

async function send(method, path, body, headers = {}) {
  const field = unreadable(body);
  if (field !== undefined) {
    throw new Problem({ detail: NO_NUMBER[language()], fields: [{ field, message: NO_NUMBER[language()] }] }, 0);
  }
  const response = await reach(path.startsWith('/') ? path : `${ROOT}/${path}`, {
    method,
    headers: {
      Accept: 'application/json',
      'Accept-Language': language(),
      ...(body === undefined ? {} : { 'Content-Type': body instanceof Blob ? body.type : 'application/json' }),
      ...headers,
    },
    body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const json = text ? parsed(text) : null;
  if (response.status === 401) {
    location.assign('/login');
  }
  if (!response.ok) {
    throw new Problem(json || (isAway(response.status) ? { detail: AWAY[language()] } : {}), response.status);
  }
  if (json === undefined) {
    throw new Problem({ detail: UNREADABLE[language()] }, response.status);
  }
  return json;
}

async function reach(address, request) {
  try {
    return await fetch(address, request);
  } catch {
    throw new Problem({ detail: UNREACHABLE[language()] }, 0);
  }
}

function isAway(status) {
  return status >= 502 && status <= 504;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every item of a list, page after page. */
async function all(path) {
  const items = [];
  let cursor = '';
  do {
    const page = await send('GET', `${path}${path.includes('?') ? '&' : '?'}limit=500${cursor}`);
    items.push(...page.items);
    cursor = page.next ? `&cursor=${encodeURIComponent(page.next)}` : '';
  } while (cursor);
  return items;
}

export const api = {
  get: (path) => send('GET', path),
  all,
  post: (path, body = {}, headers) => send('POST', path, body, headers),
  put: (path, body) => send('PUT', path, body),
  upload: (path, file) => send('PUT', path, file),
  drop: (path) => send('DELETE', path),
};
