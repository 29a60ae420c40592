// What a check or an import has to tell: mistakes and first lines.
import { html, nothing } from 'lit';
import { language } from '@crm/ui';
import { t } from './import-words.js';

export function number(value) {
  return new Intl.NumberFormat(language()).format(value);
}

/** What is wrong, line by line. */
export function mistakes(one) {
  return html`
    <h2>${t('mistakes')}</h2>
    ${one.tally.wrong > one.wrong.length || one.wrong.length >= 1000 ? html`<p class="quiet">${t('mistakes.first')}</p>` : nothing}
    <div class="scroll" tabindex="0">
      <table>
        <thead><tr><th class="number">${t('line')}</th><th>${t('column')}</th><th>${t('mistake')}</th></tr></thead>
        <tbody>
          ${one.wrong.map(
            (wrong) => html`<tr><td class="number">${wrong.line || ''}</td><td>${wrong.column}</td><td class="about WRONG">${wrong.message}</td></tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** The first lines and what would become of each. */
export function preview(one, kinds) {
  const columns = kinds.find((kind) => kind.kind === one.kind)?.columns ?? [];
  const heading = (name) => columns.find((column) => column.name === name)?.heading ?? name;
  return html`
    <h2>${t('preview')}</h2>
    <div class="scroll" tabindex="0">
      <table>
        <thead><tr><th class="number">${t('line')}</th><th>${t('outcome')}</th>${one.preview.columns.map((name) => html`<th>${heading(name)}</th>`)}</tr></thead>
        <tbody>
          ${one.preview.rows.map(
            (row) => html`<tr><td class="number">${row.line}</td><td class=${row.outcome}>${t(`outcome.${row.outcome}`)}</td>
              ${row.cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
