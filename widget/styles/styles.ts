import { base } from './base.ts'
import { question } from './question.ts'
import { redemption } from './redemption.ts'
import { tokens } from './tokens.ts'

/** The rules of all screens. */
export const sheetText = tokens + base + question + redemption

/** Rules as a sheet to be adopted. */
export function createSheet(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  return sheet
}
