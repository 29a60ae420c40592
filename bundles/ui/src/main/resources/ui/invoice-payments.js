// The payments of one invoice: every attempt, what the bank said, refunds; «Спросить банк» and «Вернуть деньги».
import { LitElement, css, html, nothing } from 'lit';
import { api, looks, moment, money } from '@crm/ui';
import './refund-decision.js';
import './refund-dialog.js';
import { t } from './payment-words.js';

class InvoicePayments extends LitElement {
  static properties = {
    invoice: {},
    payments: { state: true },
    refunding: { state: true },
    entering: { state: true },
    deciding: { state: true },
    asking: { state: true },
    told: { state: true },
    error: { state: true },
  };

  static styles = [
    looks,
    css`
      article { padding: .75rem 1rem; margin-bottom: .75rem; background: var(--faint); border: 1px solid var(--line); border-radius: .6rem }
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .4rem 1rem; margin: .5rem 0 }
      dt { font-size: .85rem; color: var(--quiet) }
      dd { margin: 0; overflow-wrap: anywhere }
      ul { margin: .3rem 0 .6rem; padding-left: 1.2rem }
      .badge.CAPTURED { color: var(--good); background: var(--good-tint) }
      .badge.DECLINED, .badge.UNKNOWN { color: var(--bad); background: var(--bad-tint) }
    `,
  ];

  updated(changed) {
    if (changed.has('invoice') && this.invoice) {
      this.load(() => api.all(`payments?invoice=${this.invoice}`));
    }
  }

  async load(work) {
    this.error = '';
    try {
      this.payments = await work();
      return true;
    } catch (problem) {
      this.error = problem.message;
      return false;
    }
  }

  async ask(payment) {
    this.asking = payment.id;
    this.told = '';
    if (await this.load(async () => (await api.post(`payments/${payment.id}/checks`)).items)) {
      const now = this.payments.find((one) => one.id === payment.id);
      this.told = t('asked', t(`status.${now.status}`));
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
    }
    this.asking = null;
  }

  refund(payment, entered = false) {
    this.entering = entered;
    this.refunding = payment;
  }

  async refunded() {
    this.refunding = null;
    this.deciding = null;
    await this.load(() => api.all(`payments?invoice=${this.invoice}`));
    this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }));
  }

  render() {
    return html`
      <p class="error" role="alert" ?hidden=${!this.error}>${this.error}</p>
      <p role="status" ?hidden=${!this.told}>${this.told}</p>
      ${this.payments?.length === 0 ? html`<p class="quiet">${t('none.invoice')}</p>` : nothing}
      ${this.payments?.map((one) => this.payment(one)) ?? nothing}
      <crm-refund-dialog .payment=${this.refunding ?? null} .entered=${this.entering ?? false} @closed=${() => (this.refunding = null)} @refunded=${this.refunded}></crm-refund-dialog>
      <crm-refund-decision .choice=${this.deciding ?? null} @closed=${() => (this.deciding = null)} @decided=${this.refunded}></crm-refund-decision>
    `;
  }

  payment(one) {
    const facts = [
      ['started', moment(one.startedAt)],
      ['account', one.account],
      ['amount', money(one.amount)],
      ['captured', one.captured.amount ? money(one.captured) : ''],
      ['refunded', one.refunded.amount ? money(one.refunded) : ''],
      ['left', one.left.amount && one.refunded.amount ? money(one.left) : ''],
      ['receipt', one.status === 'CAPTURED' && one.receipt !== 'NONE' ? t(`receipt.${one.receipt}`) : ''],
      ['bank.number', one.providerId],
      ['bank.says', one.detail],
    ];
    return html`
      <article>
        <div class="row spread">
          <span class="badge ${one.status}">${t(`status.${one.status}`)}</span>
          <span class="row">
            <button class="plain" ?disabled=${this.asking === one.id} @click=${() => this.ask(one)}>${t('ask')}</button>
            ${one.left.amount > 0 ? html`<button class="plain" @click=${() => this.refund(one)}>${t('refund')}</button>
              <button class="plain" @click=${() => this.refund(one, true)}>${t('refund.enter')}</button>` : nothing}
          </span>
        </div>
        <dl>${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${t(name)}</dt><dd>${value}</dd></div>`)}</dl>
        ${one.refunds.length
          ? html`<strong>${t('refunds')}</strong>
              <ul>
                ${one.refunds.map(
                  (refund) => html`<li>
                    ${moment(refund.requestedAt)} · ${money(refund.amount)} · ${t(`refund.${refund.status}`)} · ${refund.reason}
                    ${refund.detail ? html`<span class="quiet">(${refund.detail})</span>` : nothing}
                    ${refund.receipt !== 'NONE' ? html`<span class="quiet">· ${t(`receipt.${refund.receipt}`)}</span>` : nothing}
                    ${refund.awaitsDecision ? this.undecided(one, refund) : nothing}
                  </li>`,
                )}
              </ul>`
          : nothing}
      </article>
    `;
  }

  undecided(payment, refund) {
    return html`
      <p class="quiet">${t('decide.intro')}</p>
      <div class="row">
        <button class="plain" @click=${() => (this.deciding = { payment, refund, wentBack: true })}>${t('decide.back')}</button>
        <button class="plain" @click=${() => (this.deciding = { payment, refund, wentBack: false })}>${t('decide.none')}</button>
      </div>
    `;
  }
}

customElements.define('crm-invoice-payments', InvoicePayments);
