// «Настройки CRM» → «Доступ по API»: the tokens by which programs call the API for the branch.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import './confirm-dialog.js';
import './token-form.js';
import { t } from './token-words.js';

const PAGE = 50;

class ApiTokens extends LitElement {
  static properties = {
    context: {},
    tokens: { state: true },
    next: { state: true },
    making: { state: true },
    question: { state: true },
    told: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      .list { overflow-x: auto }
      td { vertical-align: top; font-size: .93rem }
      td.name { min-width: 9rem; overflow-wrap: anywhere }
      code { white-space: nowrap }
      .badge.ACTIVE { color: var(--good); background: var(--good-tint) }
      .badge:is(.EXPIRED, .REVOKED) { color: var(--quiet) }
      @media (max-width: 44rem) {
        thead { display: none }
        tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
        td { display: block; padding: .1rem .3rem; border: 0 }
        td.number { text-align: left }
      }
    `,
  ];

  updated(changed) {
    if (changed.has('context') && this.context) {
      this.making = false;
      this.told = '';
      this.load();
    }
  }

  async load(cursor) {
    this.error = '';
    try {
      const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page = await api.get(`api-tokens?branch=${this.context.branch.id}&limit=${PAGE}${from}`);
      this.tokens = cursor ? [...this.tokens, ...page.items] : page.items;
      this.next = page.next;
    } catch (problem) {
      this.error = problem.message;
    }
  }

  make() {
    this.told = '';
    this.making = true;
  }

  closed() {
    this.making = false;
    return this.load();
  }

  ask(token) {
    this.question = {
      title: t('revoke.confirm', token.name),
      text: t('revoke.text'),
      yes: t('revoke'),
      work: () => api.drop(`api-tokens/${token.id}`),
    };
  }

  revoked() {
    this.question = null;
    this.told = t('revoked');
    return this.load();
  }

  render() {
    return html`
      <header class="row spread">
        <h1>${t('title')}</h1>
        ${this.making ? nothing : html`<button @click=${this.make}>${t('make')}</button>`}
      </header>
      <p class="quiet">${t('intro')}</p>
      <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
      <p role="status" ?hidden=${!this.told}>${this.told}</p>
      ${this.making
        ? html`<crm-token-form .branch=${this.context.branch} @closed=${this.closed}></crm-token-form>`
        : html`<section class="card" aria-label=${t('list')}>${this.list()}</section>`}
      <crm-confirm-dialog .question=${this.question ?? null} @closed=${() => (this.question = null)} @done=${this.revoked}></crm-confirm-dialog>
    `;
  }

  list() {
    if (!this.tokens) {
      return nothing;
    }
    if (this.tokens.length === 0) {
      return html`<p class="quiet">${t('none')}</p>`;
    }
    return html`
      <div class="list">
        <table>
          <thead><tr><th>${t('name')}</th><th>${t('permissions')}</th><th>${t('used')}</th><th>${t('maker')}</th><th></th></tr></thead>
          <tbody>${this.tokens.map((one) => this.line(one))}</tbody>
        </table>
      </div>
      ${this.next ? html`<p><button class="plain" @click=${() => this.load(this.next)}>${t('more')}</button></p>` : nothing}
    `;
  }

  line(one) {
    const others = one.branches.filter((id) => id !== this.context.branch.id);
    return html`<tr>
      <td class="name">
        <b>${one.name}</b>
        <div class="quiet"><code title=${t('begins')}>${one.mark}…</code></div>
        ${others.length ? html`<div class="quiet">${t('branches.also', others.join(', '))}</div>` : nothing}
      </td>
      <td>${one.permissions.map((name) => html`<div>${t(name)}</div>`)}<div class="quiet">${t('perMinute', one.requestsPerMinute)}</div></td>
      <td>${one.lastUsedAt ? moment(one.lastUsedAt) : t('used.never')}</td>
      <td>${this.maker(one.maker)}<div class="quiet">${moment(one.madeAt)}</div></td>
      <td class="number">
        <div><span class="badge ${one.state}">${t(`state.${one.state}`)}</span></div>
        <div class="quiet">${one.state === 'REVOKED' ? moment(one.revokedAt) : t('until', moment(one.expiresAt))}</div>
        ${one.state === 'ACTIVE' ? html`<button class="plain" aria-label="${t('revoke')} ${one.name}" @click=${() => this.ask(one)}>${t('revoke')}</button>` : nothing}
      </td>
    </tr>`;
  }

  maker(name) {
    const user = name.match(/^user:(\d+)$/);
    return user ? t('maker.user', user[1]) : t('maker.console');
  }
}

customElements.define('crm-api-tokens', ApiTokens);
