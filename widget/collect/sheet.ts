/** The rules of the collection, over the custom properties of the widget's own sheet. */
export const sheetText = `
.quiet+.quiet{margin-block-start:.5em}
.asked>legend{margin-block-end:.5em}
.asked,.later{margin-block-start:var(--_step)}
.asked{border:0;display:grid;grid:auto/100%;gap:.5em}
.asked>label,.asked>legend,.asked b,.asked .problem,.saved{font-weight:600;font-size:.9em}
.asked :is(input:not([type=radio]),select){inline-size:100%;min-block-size:44px;padding:.5em .75em;border:1.5px solid var(--_quiet);border-radius:calc(var(--_radius)*.5);background:var(--_surface);color:inherit;font:inherit}
button[aria-disabled=true]{opacity:.6;cursor:default}
.asked input.code{inline-size:min(9em,100%);letter-spacing:.25em;font-variant-numeric:tabular-nums}
.asked [aria-invalid=true]{border-color:var(--_bad)}
.asked .problem{color:var(--_bad)}
.saved{color:var(--_good)}
:is(.problem,.saved):empty{display:none}
.page{display:grid;gap:.5em;justify-items:start;padding:1em;border:1.5px dashed var(--_quiet);border-radius:calc(var(--_radius)*.7)}
.page .quiet{font-size:.9em}
.small{inline-size:auto;min-block-size:44px;padding:.25em 1em}
.pick{position:relative;display:inline-flex;align-items:center;border:1.5px solid;border-radius:calc(var(--_radius)*.7);background:var(--_tint);color:var(--_accent);font-weight:600;cursor:pointer}
.pick:focus-within{outline:3px solid var(--_accent);outline-offset:2px}
.asked .page .aside{inline-size:1px;min-block-size:0;padding:0;border:0}
.preview,.frame{inline-size:100%;max-block-size:16em;object-fit:contain;border-radius:calc(var(--_radius)*.4);background:var(--_tint)}
.frame{position:relative;max-block-size:none;overflow:hidden}
.frame video{display:block;inline-size:100%}
.frame::after{content:'';position:absolute;inset:8%;border:2px solid #fff;border-radius:1em;box-shadow:0 0 0 100vmax #0006}
.face::after{inset:6% 28%;border-radius:50%}
@media (forced-colors:active){.frame::after{forced-color-adjust:none}}
`
