/** The rules of the person's rights, over the custom properties of the widget's own sheet. */
export const sheetText = `
.rights{display:flex;flex-wrap:wrap;gap:0 1.5em;margin-block-start:var(--_step);border-block-start:1px solid var(--_line);font-size:.9em}
.rights>a,.rights summary{padding-block:max(.8em,12px);min-block-size:44px}
.rights summary{color:var(--_accent);cursor:pointer}
.rights details[open]{flex-basis:100%}
.rights p{margin-block-end:.75em}
.rights [role=alert]{color:var(--_bad);font-weight:600}
.rights:first-child,dl+.rights{margin:0;border:0}
.kept{margin-block-start:.5em}
`
