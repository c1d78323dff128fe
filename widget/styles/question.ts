import { css } from './css.ts'

/** The question, and the place that is held for it. */
export const question = css`
  .parties {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 3em minmax(0, 1fr);
    margin-block-end: var(--_step);
  }

  .parties li {
    display: flex;
    flex-direction: column;
    align-items: center;
    text-align: center;
  }

  .avatar:has(img) {
    border-radius: 0;
    background: none;
  }

  .avatar img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  strong {
    max-inline-size: 100%;
    margin-block-start: 0.5em;
    line-height: 1.25;
  }

  .parties .to {
    flex-direction: row;
    gap: 0.25em;
    block-size: 3.25em;
    margin-inline: -1em;
    color: var(--_quiet);
  }

  .to::before,
  .to::after {
    flex: 1;
    border-block-start: 2px dotted var(--_line);
    content: '';
  }

  .arrow:dir(rtl) {
    scale: -1 1;
  }

  fieldset {
    border: 0;
  }

  .listed {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 11em), 1fr));
    gap: 0.35em 1em;
    margin-block-start: 0.5em;
  }

  .listed li,
  label {
    display: flex;
    align-items: center;
    gap: 0.6em;
  }

  label {
    min-block-size: 44px;
  }

  [type='checkbox'] {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    font-size: inherit;
  }

  a,
  input {
    scroll-margin-block-end: 9em;
  }

  a {
    margin-inline-end: 1em;
  }

  dl,
  .pair,
  .skeleton {
    display: grid;
    gap: 0.75em;
  }

  dl {
    padding-block: var(--_step);
    border-block: 1px solid var(--_line);
  }

  .choices {
    position: sticky;
    inset-block-end: 0;
    margin: var(--_step) calc(var(--_pad) * -1) calc(var(--_pad) * -1);
    padding: 1em var(--_pad) var(--_pad);
    border-block-start: 1px solid var(--_line);
    border-radius: 0 0 var(--_radius) var(--_radius);
    background: var(--_surface);
  }

  .pair {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 7.5em), 1fr));
    grid-auto-rows: 1fr;
  }

  #problem:not(:empty) {
    margin-block-end: 0.5em;
  }

  [aria-disabled='true'] {
    cursor: progress;
  }

  .skeleton {
    min-block-size: 32em;
    align-content: start;
  }

  i {
    min-block-size: 1.25em;
    border-radius: 0.5em;
    background: var(--_tint);
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
