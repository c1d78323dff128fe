import { html, type TemplateResult } from 'lit/html.js'

/** Drawn on a grid of 24 in the text's colour. Each says what a text beside it says too, so none has a name. */
const draw = (name: string, path: string): TemplateResult =>
  html`<svg class=${name} viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`

export const arrowIcon = draw('arrow', 'M4 12h16m-6-6 6 6-6 6')
export const checkIcon = draw('', 'm5 12.5 4.5 4.5L19 7.5')
export const crossIcon = draw('', 'm7 7 10 10M17 7 7 17')
export const dashIcon = draw('', 'M7 12h10')
export const plusIcon = draw('', 'M12 6v12M6 12h12')
export const alertIcon = draw('', 'M12 6v7m0 4v.5')
export const spinIcon = draw('spin', 'M12 4a8 8 0 1 1-8 8')
