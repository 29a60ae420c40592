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
      .words { overflow-wrap: anywhere }
      th:nth-child(2) { width: 35% }
      td { font-size: .93rem; vertical-align: top }
      td b { font-weight: 550 }
      td div { overflow-wrap: anywhere }
      @media (max-width: 44rem) {
        thead { display: none }
        tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) }
        tr:last-child { border: 0 }
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
      text: [this.called(one), this.about(one), one.detail].filter(Boolean).join(' · '),
      yes: t('close.yes'),
      work: () => api.post(`attentions/${one.id}/closings`),
    };
  }

  called(one) {
    const key = `kind.${one.kind}`;
    return t(key in words.ru ? key : 'kind.other');
  }

  /** Such as `payment:17`. */
  about(one) {
    const [, what, number] = one.subject.match(/^([a-z-]+):(.*)$/) ?? [];
    const key = `subject.${what}`;
    return key in words.ru ? t(key, number) : one.subject;
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
            <thead><tr><th>${t('since')}</th><th>${t('what')}</th><th>${t('known')}</th><th></th></tr></thead>
            <tbody>
              ${this.items.map(
                (one) => html`<tr>
                  <td>${moment(one.since)}</td>
                  <td><b>${this.called(one)}</b><div class="quiet">${this.about(one)}</div></td>
                  <td class="words">${one.detail}</td>
                  <td class="number"><button class="plain" aria-label="${t('close')}: ${this.about(one)}" @click=${() => this.ask(one)}>${t('close')}</button></td>
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
