// «Требует внимания»: what only a person can settle, until somebody says that it is dealt with.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import './confirm-dialog.js';
import { t, words } from './payment-words.js';

class AttentionList extends LitElement {
  static properties = {
    branch: {},
    items: { state: true },
    next: { state: true },
    question: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      .list { overflow-x: auto }
      .words { max-width: 28rem; overflow-wrap: anywhere }
      td { font-size: .93rem }
      @media (max-width: 44rem) {
        thead { display: none }
        tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
        td { display: block; padding: .1rem .3rem; border: 0 }
        td.number { text-align: left }
      }
    `,
  ];

  updated(changed) {
    if (changed.has('branch') && this.branch) {
      this.load();
    }
  }

  async load(cursor) {
    this.error = '';
    try {
      const query = new URLSearchParams({ branch: this.branch.id });
      if (cursor) {
        query.set('cursor', cursor);
      }
      const page = await api.get(`attentions?${query}`);
      this.items = cursor ? [...this.items, ...page.items] : page.items;
      this.next = page.next;
    } catch (problem) {
      this.error = problem.message;
    }
  }

  ask(one) {
    this.question = {
      title: t('close.title'),
      text: `${this.called(one)}: ${one.detail}`,
      yes: t('close.yes'),
      work: () => api.post(`attentions/${one.id}/closings`),
    };
  }

  called(one) {
    const key = `kind.${one.kind}`;
    return t(key in words.ru ? key : 'kind.other');
  }

  render() {
    if (this.error) {
      return html`<p class="error" role="alert">${this.error}</p>`;
    }
    if (!this.items?.length) {
      return nothing;
    }
    return html`
      <section class="card">
        <h2>${t('attentions')}</h2>
        <p class="quiet">${t('attentions.intro')}</p>
        <div class="list">
          <table>
            <thead><tr><th>${t('since')}</th><th>${t('what')}</th><th>${t('subject')}</th><th>${t('bank.says')}</th><th></th></tr></thead>
            <tbody>
              ${this.items.map(
                (one) => html`<tr>
                  <td>${moment(one.since)}</td>
                  <td>${this.called(one)}</td>
                  <td>${one.subject}</td>
                  <td class="words">${one.detail}</td>
                  <td class="number"><button class="plain" aria-label="${t('close')}: ${one.subject}" @click=${() => this.ask(one)}>${t('close')}</button></td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
        ${this.next ? html`<p><button class="plain" @click=${() => this.load(this.next)}>${t('more')}</button></p>` : nothing}
      </section>
      <crm-confirm-dialog
        .question=${this.question ?? null}
        @closed=${() => (this.question = null)}
        @done=${() => ((this.question = null), this.load())}
      ></crm-confirm-dialog>
    `;
  }
}

customElements.define('crm-attention-list', AttentionList);
