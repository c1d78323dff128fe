import { css } from 'lit'

/**
 * Colours, type and shape. `light-dark()` follows the `color-scheme` that the widget inherits from the page: it is dark
 * on a dark page and light on a light one, whatever the system prefers. Sizes are in em, so that they follow the text
 * around the widget and not the page's root.
 */
export const tokens = css`
  :host {
    --accent: var(--connect-accent, light-dark(#2450c8, #a3bcff));
    --on-accent: var(--connect-on-accent, light-dark(#fff, #101830));
    --surface: var(--connect-surface, light-dark(#fff, #17191f));
    --text: var(--connect-text, light-dark(#171a21, #eef0f5));
    --quiet: var(--connect-text-quiet, light-dark(#5a6172, #a9afbd));
    --line: var(--connect-line, light-dark(#dfe2ea, #343842));
    --good: light-dark(#17703f, #7dd6a4);
    --bad: light-dark(#a8321f, #ffa695);
    --tint: color-mix(in srgb, var(--accent) 9%, var(--surface));
    --radius: var(--connect-radius, 1.25em);
    --pad: 1.75em;
    --step: 1.25em;

    display: block;
    container-type: inline-size;
    max-inline-size: 29em;
    font: 400 0.9375em / 1.45 var(--connect-font, system-ui, sans-serif);
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    color: var(--text);
  }

  :host([hidden]) {
    display: none;
  }
`
