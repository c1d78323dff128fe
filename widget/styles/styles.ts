import { base } from './base.ts'
import { question } from './question.ts'
import { redemption } from './redemption.ts'
import { tokens } from './tokens.ts'

/** The whole sheet. It is adopted, not inserted, so a page's policy needs no `style-src` for it. */
export const styles = [tokens, base, question, redemption]
