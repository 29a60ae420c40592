// Who is not written to from this branch; some addresses are on the list for the whole school.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import './confirm-dialog.js';
import { channelName, said, t } from './message-words.js';

const PAGE = 50;

class StopList extends LitElement {
  static properties = {
    branch: {},
    channels: { state: true },
    lines: { state: true },
    next: { state: true },
    added: { state: true },
    question: { state: true },
    told: { state: true },
    busy: { state: true },
    fields: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      form { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0 .9rem; align-items: start }
      form button { margin: 1.75rem 0 .8rem; justify-self: start }
      .list { overflow-x: auto }
      td { font-size: .93rem; overflow-wrap: anywhere }
      td.time { white-space: nowrap }
      @media (max-width: 44rem) {
        form button { margin-top: 0 }
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
      this.tell(async () => (this.channels = (await api.get(`channels?branch=${this.branch.id}`)).map((one) => one.channel)));
    }
  }

  load(cursor) {
    return this.tell(async () => {
      const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page = await api.get(`suppressions?branch=${this.branch.id}&limit=${PAGE}${from}`);
      this.lines = cursor ? [...this.lines, ...page.items] : page.items;
      this.next = page.next;
    });
  }

  async tell(work) {
    this.error = '';
    this.fields = {};
    try {
      await work();
    } catch (problem) {
      this.error = problem.message;
      this.fields = problem.fields ?? {};
    }
  }

  async add(event) {
    event.preventDefault();
    const form = event.target;
    const { channel, address, why } = Object.fromEntries(new FormData(form));
    const added = { channel, address: address.trim(), why: why.trim() };
    this.busy = true;
    this.told = '';
    this.added = null;
    await this.tell(async () => {
      await api.post('suppressions', { branch: this.branch.id, ...added });
      form.reset();
      await this.load();
      this.added = { branch: this.branch.id, ...added };
      this.told = t('added', added.address);
    });
    this.busy = false;
  }

  remove({ branch, channel, address }) {
    return api.post('suppressions/removals', { branch, channel, address });
  }

  undo() {
    return this.tell(async () => this.removed(await this.remove(this.added)));
  }

  ask(line) {
    this.question = {
      title: t('remove.confirm', line.address),
      text: t('remove.text'),
      yes: t('remove'),
      work: () => this.remove(line),
    };
  }

  removed({ goOn }) {
    this.question = null;
    this.added = null;
    this.told = goOn ? t('removed.go', goOn) : t('removed');
    return this.load();
  }

  render() {
    return html`
      <p class="quiet">${t('stop.intro')}</p>
      ${this.form()}
      <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
      <p role="status" ?hidden=${!this.told}>
        ${this.told} ${this.added ? html`<button class="plain" @click=${this.undo}>${t('undo')}</button>` : nothing}
      </p>
      <section class="card">${this.list()}</section>
      <crm-confirm-dialog
        .question=${this.question ?? null}
        @closed=${() => (this.question = null)}
        @done=${(event) => this.removed(event.detail)}
      ></crm-confirm-dialog>
    `;
  }

  form() {
    return html`
      <form class="card" aria-label=${t('add.title')} @submit=${this.add}>
        <label>${t('channel')}
          <select name="channel">${this.channels?.map((one) => html`<option value=${one}>${channelName(one)}</option>`) ?? nothing}</select>
          <span class="error">${this.fields?.channel}</span>
        </label>
        <label>${t('address')}<input name="address" maxlength="300" autocomplete="off" required /><span class="error">${this.fields?.address}</span></label>
        <label>${t('why')}<input name="why" maxlength="500" autocomplete="off" /><span class="error">${this.fields?.why}</span></label>
        <button ?disabled=${this.busy || !this.channels?.length}>${t('add')}</button>
      </form>
    `;
  }

  list() {
    if (!this.lines) {
      return nothing;
    }
    if (this.lines.length === 0) {
      return html`<p class="quiet">${t('stop.none')}</p>`;
    }
    return html`
      <div class="list">
        <table>
          <thead><tr><th>${t('address')}</th><th>${t('channel')}</th><th>${t('why')}</th><th>${t('listed')}</th><td></td></tr></thead>
          <tbody>
            ${this.lines.map(
              (one) => html`<tr>
                <td>${one.address}</td>
                <td>${channelName(one.channel)}</td>
                <td>${said(one.why)} ${one.branch ? nothing : html`<div class="quiet">${t('stop.school')}</div>`}</td>
                <td class="time">${moment(one.since)}</td>
                <td class="number"><button class="plain" aria-label="${t('remove')} ${one.address}" @click=${() => this.ask(one)}>${t('remove')}</button></td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.next ? html`<p><button class="plain" @click=${() => this.load(this.next)}>${t('more')}</button></p>` : nothing}
    `;
  }
}

customElements.define('crm-stop-list', StopList);
