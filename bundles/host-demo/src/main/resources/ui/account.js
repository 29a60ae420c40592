// The account of whoever is logged in: where else they are, and how to end that.
import { LitElement, css, html, nothing } from 'lit';
import { looks, moment } from '@crm/ui';
import { school } from './school.js';
import { t } from './school-words.js';

class Account extends LitElement {
  static properties = {
    name: {},
    sessions: { state: true },
    done: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      .scroll { overflow-x: auto }
      td button { padding: .25rem .6rem; font-size: .9rem }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    this.sessions = await school.get('sessions');
  }

  /** The button that had the focus goes with its row: the heading takes it. */
  async end(path, done) {
    this.error = '';
    this.done = '';
    try {
      await school.drop(path);
      this.done = done;
      await this.load();
      await this.updateComplete;
      this.renderRoot.querySelector('h2').focus();
    } catch (problem) {
      this.error = problem.message;
    }
  }

  render() {
    return html`
      <h1>${t('account')}</h1>
      <section class="card">
        <p>${this.name}</p>
        <h2 tabindex="-1">${t('sessions')}</h2>
        <p class="quiet">${t('sessions.about')}</p>
        <p class="error" role="alert">${this.error}</p>
        <p role="status">${this.done}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=${t('sessions')}>
          <table>
            <thead>
              <tr>
                <th>${t('session.browser')}</th><th>${t('session.address')}</th><th>${t('session.begun')}</th><th>${t('session.seen')}</th><td></td>
              </tr>
            </thead>
            <tbody>${this.sessions?.map((one) => this.row(one))}</tbody>
          </table>
        </div>
        ${this.sessions?.length > 1
          ? html`<p><button class="plain" @click=${() => this.end('sessions', t('sessions.ended'))}>${t('sessions.end')}</button></p>`
          : nothing}
      </section>
    `;
  }

  row(one) {
    const unknown = t('session.unknown');
    const what = `${one.browser || unknown}, ${one.address ?? unknown}, ${moment(one.begunAt)}`;
    return html`
      <tr>
        <td>${one.browser || unknown} ${one.current ? html`<span class="badge">${t('session.current')}</span>` : nothing}</td>
        <td>${one.address ?? unknown}</td>
        <td>${moment(one.begunAt) || unknown}</td>
        <td>${moment(one.seenAt) || unknown}</td>
        <td>
          ${one.current
            ? nothing
            : html`<button class="plain" aria-label="${t('session.end')}: ${what}"
                @click=${() => this.end(`sessions/${one.id}`, t('session.ended'))}>${t('session.end')}</button>`}
        </td>
      </tr>
    `;
  }
}

customElements.define('school-account', Account);
