// How the channels are that messages go by; one that is left alone can be let go on.
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment } from '@crm/ui';
import './confirm-dialog.js';
import { channelName, t } from './message-words.js';

const WAITING = ['PENDING', 'HELD', 'SENDING', 'RETRY_WAIT'];

class Channels extends LitElement {
  static properties = {
    branch: {},
    channels: { state: true },
    question: { state: true },
    told: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      h2 { margin: 0 }
      p { margin: .5rem 0 0; overflow-wrap: anywhere }
      p.outside { margin: 0 0 .75rem }
      .badge.READY { color: var(--good); background: var(--good-tint) }
      .badge:is(.BUSY, .STOPPED) { color: var(--warn); background: var(--warn-tint) }
      .badge.HELD, .badge.MISSED { color: var(--bad); background: var(--bad-tint) }
      .facts { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; margin: .5rem 0 0; padding: 0; list-style: none; font-size: .93rem }
    `,
  ];

  updated(changed) {
    if (changed.has('branch') && this.branch) {
      this.load();
    }
  }

  async load() {
    this.error = '';
    try {
      this.channels = await api.get(`channels?branch=${this.branch.id}`);
    } catch (problem) {
      this.error = problem.message;
    }
  }

  ask({ channel, pause }) {
    this.question = {
      title: t('release.confirm', channelName(channel)),
      text: t(`release.${pause.kind}`),
      yes: t('release'),
      work: async () => {
        await api.post(`channels/${channel}/releases`, { branch: this.branch.id });
        return channelName(channel);
      },
    };
  }

  released(name) {
    this.question = null;
    this.told = t('released', name);
    this.load();
  }

  render() {
    return html`
      <p class="outside quiet">${t('channels.intro')}</p>
      <p class="error outside" role="alert" ?hidden=${!this.error}>${this.error}</p>
      <p class="outside" role="status" ?hidden=${!this.told}>${this.told}</p>
      ${this.channels?.length === 0 ? html`<p class="card quiet">${t('channels.none')}</p>` : nothing}
      ${this.channels?.map((one) => this.channel(one)) ?? nothing}
      <crm-confirm-dialog
        .question=${this.question ?? null}
        @closed=${() => (this.question = null)}
        @done=${(event) => this.released(event.detail)}
      ></crm-confirm-dialog>
    `;
  }

  channel(one) {
    const { pause } = one;
    const waiting = WAITING.reduce((sum, state) => sum + (one.messages[state] ?? 0), 0);
    const ended = Object.entries(one.messages).filter(([kind]) => !WAITING.includes(kind));
    const state = one.present ? (pause?.kind ?? 'READY') : waiting ? 'MISSED' : 'ABSENT';
    return html`
      <section class="card" aria-label=${channelName(one.channel)}>
        <div class="row spread">
          <span class="row"><h2>${channelName(one.channel)}</h2> <span class="badge ${state}">${t(`health.${state}`)}</span></span>
          ${pause
            ? html`<button class="plain" aria-label="${t('release')} ${channelName(one.channel)}" @click=${() => this.ask(one)}>${t('release')}</button>`
            : nothing}
        </div>
        ${pause ? this.why(pause) : nothing}
        ${state === 'MISSED' ? html`<p>${t('missed')}</p>` : nothing}
        <p>${waiting ? t('waiting', waiting, moment(one.oldestWaiting)) : t('waiting.none')}</p>
        ${ended.length
          ? html`<ul class="facts quiet">${ended.map(([kind, many]) => html`<li>${t(`state.${kind}`)}: ${many}</li>`)}</ul>`
          : nothing}
      </section>
    `;
  }

  why(pause) {
    const words = [pause.cause === 'NONE' ? '' : t(`cause.${pause.cause}`), pause.detail].filter((one) => one).join('. ');
    return html`
      ${words ? html`<p>${t('because')}: ${words}</p>` : nothing}
      <p class="quiet">${t('since', moment(pause.since))}${pause.kind === 'STOPPED' ? '' : ` · ${t('until', moment(pause.until))}`}</p>
    `;
  }
}

customElements.define('crm-channels', Channels);
