// The look that all elements share.
import { css } from 'lit';

export const looks = css`
  :host { display: block; color: #1b2430; font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif }
  h1 { margin: 0 0 1rem; font-size: 1.45rem }
  h2 { margin: 0 0 .75rem; font-size: 1.1rem }
  a { color: #1f5fbf }
  .card { padding: 1.25rem; margin-bottom: 1rem; background: #fff; border: 1px solid #e3e6ea; border-radius: .75rem }
  .row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center }
  .spread { justify-content: space-between }
  .quiet { color: #5b6675 }
  .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
  table { width: 100%; border-collapse: collapse }
  th { font-weight: 500; text-align: left; color: #5b6675 }
  th, td { padding: .5rem .6rem; border-bottom: 1px solid #e9ecf0 }
  label { display: block; margin-bottom: .8rem; color: #414c5b }
  label.inline { display: flex; gap: .5rem; align-items: center }
  input, select, textarea { display: block; width: 100%; box-sizing: border-box; margin-top: .25rem; padding: .5rem .6rem;
    font: inherit; color: #1b2430; background: #fff; border: 1px solid #c3c9d2; border-radius: .4rem }
  input[readonly] { color: #5b6675; background: #f5f6f8; border-style: dashed }
  input[type='checkbox'] { display: inline-block; width: auto; margin: 0 }
  textarea { min-height: 9rem }
  button { padding: .5rem .95rem; font: inherit; font-weight: 550; color: #fff; background: #1f5fbf; border: 1px solid #1f5fbf;
    border-radius: .45rem; cursor: pointer }
  button.plain { color: #1f5fbf; background: #fff; border-color: #c9d6ea }
  button:disabled { opacity: .55; cursor: default }
  :is(button, input, select, textarea, a):focus-visible { outline: 3px solid #9cc0f5; outline-offset: 1px }
  .error { color: #b3261e }
  .badge { display: inline-block; padding: .1rem .55rem; font-size: .85rem; border-radius: 1rem; background: #eef2f8 }
  .badge.PAID, .badge.COMPLETED { color: #14532d; background: #dff3e4 }
  .badge.ARCHIVED { color: #5b6675 }
  .badge.expired { color: #7f1d1d; background: #fdecea }
  progress { width: 100%; height: .6rem }
`;
