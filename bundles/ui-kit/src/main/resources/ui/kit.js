// What every page of the CRM shares. Extensions import only this and 'lit'.
import './theme.js';
export { api, Problem } from './api.js';
export { money, sum, day, moment, today, showTimesOf, minor, whole, decimal } from './formats.js';
export { looks } from './looks.js';
export { language, translator } from './language.js';
export { listen } from './stream.js';
