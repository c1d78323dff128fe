import { css } from './css.ts'

/** The card and what all screens have in common. */
export const base = css`
  * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
  }

  section {
    padding: var(--_pad);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
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
    text-wrap: balance;
  }

  h3,
  legend,
  strong,
  button,
  .avatar,
  #problem {
    font-weight: 600;
  }

  h3,
  legend,
  small,
  dl,
  form {
    font-size: 0.9em;
  }

  small,
  dt,
  .quiet {
    color: var(--_quiet);
  }

  h3,
  fieldset,
  dl,
  progress,
  ol,
  form,
  .action {
    margin-block-start: var(--_step);
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
  button,
  .avatar,
  .active svg,
  .listed svg {
    color: var(--_accent);
  }

  button,
  #token {
    inline-size: 100%;
    min-block-size: max(3em, 44px);
    padding: 0.5em 1em;
    border: 1.5px solid;
    border-radius: calc(var(--_radius) * 0.7);
    background: var(--_tint);
    font: inherit;
  }

  button {
    font-weight: 600;
    cursor: pointer;
  }

  button:hover {
    box-shadow: inset 0 0 9em #8883;
  }

  .action {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  [tabindex]:focus {
    outline: none;
  }

  .avatar {
    display: grid;
    place-items: center;
    inline-size: 3.25em;
    block-size: 3.25em;
    border-radius: 50%;
    background: var(--_tint);
  }

  .seal {
    margin-block-end: var(--_step);
  }

  .seal svg {
    scale: 1.4;
  }

  .good,
  .done svg,
  .passed svg {
    color: var(--_good);
  }

  .failed svg,
  .failed small,
  #problem {
    color: var(--_bad);
  }

  @media (forced-colors: active) {
    .avatar,
    i {
      border: 1px solid;
    }
  }
`
