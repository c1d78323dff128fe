import { css } from './css.ts'

/**
 * Colours, type and shape, on the card and not on the element, where a page's own rules could reach them: nothing
 * that the page says of all elements, and no custom property of its own, comes in here but by the names that are meant
 * for it. `light-dark()` follows the `color-scheme` of the page: dark on a dark page and light on a light one, whatever
 * the system prefers. Sizes are in em, so that they follow the text around the widget and not the page's root.
 */
export const tokens = css`
  :host {
    display: block;
    max-inline-size: 27.2em;
  }

  :host([hidden]) {
    display: none;
  }

  .card {
    --_accent: var(--connect-accent, light-dark(#2450c8, #a3bcff));
    --_on-accent: var(--connect-on-accent, light-dark(#fff, #101830));
    --_surface: var(--connect-surface, light-dark(#fff, #17191f));
    --_text: var(--connect-text, light-dark(#171a21, #eef0f5));
    --_quiet: var(--connect-text-quiet, light-dark(#5a6172, #a9afbd));
    --_line: var(--connect-line, light-dark(#dfe2ea, #343842));
    --_good: light-dark(#17703f, #7dd6a4);
    --_bad: light-dark(#a8321f, #ffa695);
    --_tint: color-mix(in srgb, currentColor 9%, var(--_surface));
    --_radius: var(--connect-radius, 1.25em);
    --_pad: clamp(1.25em, 6cqi, 1.75em);
    --_step: 1.25em;

    all: initial;
    display: block;
    visibility: inherit;
    pointer-events: inherit;
    color-scheme: inherit;
    container-type: inline-size;
    font: 0.9375em / 1.45 var(--connect-font, system-ui, sans-serif);
    color: var(--_text);
    accent-color: var(--_accent);
  }

  dialog {
    inline-size: 27.2em;
    margin: auto;
    border: 0;
    background: none;
  }

  dialog::backdrop {
    background: #0008;
  }

  dialog section {
    padding-block-start: 3.5em;
  }

  .close {
    position: sticky;
    inset-block-start: 0.5em;
    z-index: 1;
    display: block;
    inline-size: 44px;
    margin-block-end: -44px;
    margin-inline: auto 0.5em;
    padding: 0;
    border-color: transparent;
  }

  :host(:disabled) section {
    opacity: 0.6;
  }
`
