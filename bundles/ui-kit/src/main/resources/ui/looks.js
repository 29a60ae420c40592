// The look that all elements share; the colours are those of theme.js.
import { css } from 'lit';

export const looks = css`
  :host { display: block; color: var(--ink); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif }
  h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em }
  h2 { margin: 0 0 .75rem; font-size: 1.05rem; font-weight: 620 }
  a { color: var(--accent) }
  td a:not(:hover, :focus-visible) { text-decoration: none }
  .card { padding: 1.25rem; margin-bottom: 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--settled) }
  .row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center }
  .spread { justify-content: space-between; margin-bottom: .75rem }
  .spread > :is(h1, h2) { margin: 0 }
  .card > :first-child { margin-top: 0 }
  .card > :last-child { margin-bottom: 0 }
  .quiet { color: var(--quiet) }
  .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
  table { width: 100%; border-collapse: collapse }
  th { font-size: .9rem; font-weight: 500; text-align: left; color: var(--quiet) }
  th, td { padding: .5rem .6rem; border-bottom: 1px solid var(--line) }
  :is(table, tbody:last-child) > tr:last-child > td { border-bottom: 0 }
  label { display: block; margin-bottom: .8rem; color: var(--quiet) }
  label.inline { display: flex; gap: .5rem; align-items: center; color: var(--ink) }
  input, select, textarea { display: block; width: 100%; box-sizing: border-box; margin-top: .25rem; padding: .5rem .6rem;
    font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: .45rem }
  input[readonly] { color: var(--quiet); background: var(--faint); border-style: dashed }
  input[type='checkbox'], input[type='radio'] { display: inline-block; width: auto; margin: 0; accent-color: var(--accent) }
  textarea { min-height: 9rem }
  button { padding: .5rem .95rem; font: inherit; font-weight: 550; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent);
    border-radius: .45rem; cursor: pointer }
  button:hover:not(:disabled) { background: var(--accent-hover); border-color: var(--accent-hover) }
  button.plain { color: var(--accent); background: var(--paper); border-color: var(--edge) }
  button.plain:hover:not(:disabled) { background: var(--tint); border-color: var(--edge) }
  button:disabled { opacity: .55; cursor: default }
  :is(button, input, select, textarea, a, summary):focus-visible { outline: 3px solid var(--focus); outline-offset: 1px }
  .error { color: var(--bad) }
  p.error:empty { margin: 0 }
  .badge { display: inline-block; padding: .1rem .55rem; font-size: .85rem; border-radius: .4rem; background: var(--tint); white-space: nowrap }
  .badge.PAID, .badge.COMPLETED { color: var(--good); background: var(--good-tint) }
  .badge.ARCHIVED { color: var(--quiet) }
  .badge.expired { color: var(--bad); background: var(--bad-tint) }
  progress { width: 100%; height: .6rem; accent-color: var(--accent) }
  @media (max-width: 44rem) {
    th, td { padding: .45rem .3rem }
    .card { padding: 1rem }
  }
  dialog { width: min(30rem, 92vw); box-sizing: border-box; padding: 1.5rem; color: var(--ink); background: var(--paper);
    border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--lifted) }
  dialog::backdrop { background: var(--veil) }
`;
