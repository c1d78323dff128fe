import { base } from './base.ts'
import { question } from './question.ts'
import { redemption } from './redemption.ts'
import { tokens } from './tokens.ts'

const text = tokens + base + question + redemption

/** The whole sheet. It is adopted, not inserted, so a page's policy needs no `style-src` for it. */
export function createSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  return sheet
}
