/**
 * Programs made for changing documents and pictures, as they name themselves in what they write. Those that companies
 * print bills with are none: browsers, office programs, report libraries.
 */
const EDITORS: readonly [name: string, pattern: RegExp][] = [
  ['adobe_photoshop', /photoshop/i],
  ['adobe_illustrator', /illustrator/i],
  ['adobe_acrobat', /acrobat (?:pro|dc|\d)(?!.*distiller)/i],
  ['affinity', /affinity (?:photo|designer|publisher)/i],
  ['canva', /\bcanva\b/i],
  ['corel', /coreldraw|paintshop|corel photo/i],
  ['facetune', /facetune/i],
  ['figma', /\bfigma\b/i],
  ['foxit_editor', /foxit (?:phantom|pdf editor|editor)/i],
  ['gimp', /\bgimp\b/i],
  ['ilovepdf', /ilovepdf/i],
  ['inkscape', /inkscape/i],
  ['libreoffice_draw', /\bdraw\b.*(?:libre|open)office|(?:libre|open)office.*\bdraw\b/i],
  ['nitro', /nitro (?:pro|pdf|reader)/i],
  ['paint_net', /paint\.net/i],
  ['pdf24', /pdf24/i],
  ['pdf_xchange_editor', /pdf-xchange (?:editor|pro)/i],
  ['pdfelement', /pdfelement|wondershare/i],
  ['pdfescape', /pdfescape/i],
  ['pdffiller', /pdffiller/i],
  ['photopea', /photopea/i],
  ['picsart', /picsart/i],
  ['pixelmator', /pixelmator/i],
  ['pixlr', /pixlr/i],
  ['sejda', /sejda/i],
  ['smallpdf', /smallpdf/i],
  ['snapseed', /snapseed/i],
]

/** The editing program that a text of a file's metadata names; null where it names none. */
export const editorOf = (text: string): string | null =>
  EDITORS.find(([, pattern]) => pattern.test(text))?.[0] ?? null
