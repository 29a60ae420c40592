// The school's own server: JSON in, JSON out, refusals as errors with words to show.
import { api, language } from '@crm/ui';

const ROOT = '/crm/demo/';

export const school = {
  get: (path) => api.get(ROOT + path),
  post: (path, body = {}) => api.post(ROOT + path, body),
  drop: (path) => api.drop(ROOT + path),
};

/** Shows a wall-clock time such as 2026-09-01T10:00. */
export function wall(text) {
  const date = new Date(text);
  return date.toLocaleString(language(), { weekday: 'short', day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });
}
