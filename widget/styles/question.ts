import { css } from 'lit'

/** The question, and the place that is held for it. */
export const question = css`
  .parties {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 3em minmax(0, 1fr);
    margin-block-end: var(--step);
  }

  .parties li {
    display: flex;
    flex-direction: column;
    align-items: center;
    text-align: center;
  }

  strong {
    max-inline-size: 100%;
    margin-block-start: 0.5em;
    font-weight: 600;
    line-height: 1.25;
  }

  .parties .to {
    flex-direction: row;
    gap: 0.25em;
    block-size: 3.25em;
    margin-inline: -1em;
    color: var(--quiet);
  }

  .to::before,
  .to::after {
    flex: 1;
    border-block-start: 2px dotted var(--line);
    content: '';
  }

  .arrow:dir(rtl) {
    scale: -1 1;
  }

  h3,
  fieldset,
  dl {
    margin-block-start: var(--step);
  }

  fieldset {
    border: 0;
  }

  fieldset + fieldset {
    margin-block-start: 0.5em;
  }

  h3,
  legend {
    font-weight: 600;
  }

  .listed {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 9em), 1fr));
    gap: 0.35em 1em;
    margin-block-start: 0.5em;
  }

  .listed li,
  label {
    display: flex;
    align-items: center;
    gap: 0.6em;
  }

  .listed svg {
    color: var(--accent);
  }

  label {
    min-block-size: 44px;
  }

  input {
    flex: none;
    font-size: inherit;
    inline-size: 1.25em;
    block-size: 1.25em;
    accent-color: var(--accent);
  }

  a,
  input {
    scroll-margin-block-end: 9em;
  }

  a {
    margin-inline-end: 1em;
  }

  dl {
    display: grid;
    gap: 0.5em;
    padding-block: var(--step);
    border-block: 1px solid var(--line);
  }

  .choices {
    position: sticky;
    inset-block-end: 0;
    margin: var(--step) calc(var(--pad) * -1) calc(var(--pad) * -1);
    padding: 1em var(--pad) var(--pad);
    border-block-start: 1px solid var(--line);
    border-end-start-radius: var(--radius);
    border-end-end-radius: var(--radius);
    background: var(--surface);
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 7.5em), 1fr));
    grid-auto-rows: 1fr;
    gap: 0.75em;
  }

  #problem {
    font-weight: 600;
    color: var(--bad);
  }

  #problem:not(:empty) {
    margin-block-end: 0.5em;
  }

  [aria-disabled='true'] {
    cursor: progress;
  }

  .skeleton {
    display: grid;
    gap: 1em;
    min-block-size: 32em;
    align-content: start;
  }

  i {
    min-block-size: 1.25em;
    border-radius: 0.5em;
    background: var(--tint);
  }

  .tall {
    min-block-size: 9em;
  }

  @container (inline-size < 14em) {
    .parties {
      grid-template-columns: 100%;
      gap: 1em;
    }

    .parties .to {
      display: none;
    }
  }

  @container (inline-size > 20em) {
    dl div {
      display: grid;
      grid-template-columns: 7.5em 1fr;
    }
  }
`
