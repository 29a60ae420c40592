// The colours of all pages, by day and by night. Elements name them and never write a colour of their own.
import { css } from 'lit';

const theme = css`
  :root {
    color-scheme: light dark;
    --ground: #f4f6f9; --paper: #fff; --faint: #f6f8fb; --tint: #edf3fc; --line: #e4e8ee; --edge: #c7d0dc;
    --ink: #1b2430; --quiet: #566172; --accent: #1f5fbf; --accent-hover: #194f9f; --on-accent: #fff; --focus: #9cc0f5;
    --good: #14532d; --good-tint: #dff3e4; --bad: #a3211b; --bad-tint: #fdecea; --warn: #6b4700; --warn-tint: #fff1cc;
    --white: #fff; --bar: #b9cdea; --bar-good: #2f8f5b; --veil: rgb(20 30 45 / .45); --lifted: 0 6px 24px rgb(0 0 0 / .14); --settled: 0 1px 2px rgb(20 30 45 / .06);
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ground: #0f1216; --paper: #171b21; --faint: #1e232b; --tint: #1c2940; --line: #2a313b; --edge: #3d4756;
      --ink: #e7ebf1; --quiet: #a3aebd; --accent: #8ab8ff; --accent-hover: #a8caff; --on-accent: #0c1626; --focus: #4f7fc4;
      --good: #8fe0aa; --good-tint: #14311f; --bad: #ffb1a8; --bad-tint: #3b1714; --warn: #f3d27c; --warn-tint: #392d0d;
      --bar: #3c5278; --bar-good: #4fb980; --veil: rgb(0 0 0 / .6); --lifted: 0 6px 24px rgb(0 0 0 / .5); --settled: none;
    }
  }
  body { background: var(--ground) }
`;

document.adoptedStyleSheets = [...document.adoptedStyleSheets, theme.styleSheet];
