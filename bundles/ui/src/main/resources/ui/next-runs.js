// A card for the CRM's first page: what goes out next, and what waits for a decision.
import { LitElement, html, nothing } from 'lit';
import { api, day, looks } from '@crm/ui';
import { t } from './mailing-words.js';

class NextRuns extends LitElement {
  static properties = { context: {}, mailings: { state: true } };

  static styles = [looks];

  async updated(changed) {
    if (changed.has('context') && this.context) {
      this.mailings = await api.all(`mailings?branch=${this.context.branch.id}`);
    }
  }

  render() {
    if (!this.mailings) {
      return nothing;
    }
    const active = this.mailings.filter((one) => one.next.length);
    return html`
      <section class="card">
        <h2>${t('mailings')}</h2>
        ${active.length
          ? html`<table>
              ${active.map(
                (one) => html`<tr><td><a href="#/mailings">${one.settings.name}</a></td>
                  <td class="number">${day(one.next[0].slice(0, 10))} ${one.next[0].slice(11, 16)}</td></tr>`,
              )}
            </table>`
          : html`<p class="quiet">${t('next.none')} <a href="#/mailings">${t('mailings')}</a></p>`}
      </section>
    `;
  }
}

customElements.define('crm-next-runs', NextRuns);
