import { css } from 'lit'

/** The card and what all screens have in common. */
export const base = css`
  * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
  }

  section {
    padding: var(--pad);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow-wrap: anywhere;
  }

  ul,
  ol {
    list-style: none;
  }

  h2 {
    margin-block-end: 0.3em;
    font-size: 1.4em;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }

  .quiet {
    text-wrap: pretty;
  }

  h2:focus {
    outline: none;
  }

  h3,
  legend,
  small,
  dl {
    font-size: 0.9em;
  }

  small,
  dt,
  .quiet {
    color: var(--quiet);
  }

  svg {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .aside {
    position: absolute;
    clip-path: inset(50%);
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    white-space: nowrap;
  }

  a,
  button {
    color: var(--accent);
  }

  button {
    inline-size: 100%;
    min-block-size: max(3em, 44px);
    padding: 0.5em 1em;
    border: 1.5px solid;
    border-radius: calc(var(--radius) * 0.7);
    background: var(--tint);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }

  button:hover {
    background: color-mix(in srgb, var(--accent) 16%, var(--surface));
  }

  .action,
  .action:hover {
    margin-block-start: var(--step);
    background: var(--accent);
    color: var(--on-accent);
  }

  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .avatar,
  .seal {
    display: grid;
    place-items: center;
    inline-size: 3.25em;
    block-size: 3.25em;
    border-radius: 50%;
    background: var(--tint);
    color: var(--accent);
    font-weight: 600;
  }

  .seal {
    margin-block-end: var(--step);
  }

  .seal svg {
    inline-size: 1.75em;
    block-size: 1.75em;
  }

  .good {
    background: color-mix(in srgb, var(--good) 12%, var(--surface));
    color: var(--good);
  }

  @container (inline-size < 24em) {
    section {
      --pad: 1.25em;
    }
  }

  @media (forced-colors: active) {
    .avatar,
    .seal {
      border: 1px solid;
    }
  }
`
