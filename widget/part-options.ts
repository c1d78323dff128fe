import type { html, nothing } from 'lit/html.js'
import type { Language } from './languages/language.ts'

/** Where the session is, and the secret that opens it. */
export interface Connection {
  /** The session's own address, `…/api/v1/connect/session`. */
  session: string
  clientSecret: string
  /** BCP 47 tag of the language that the person would like to be asked in by now; empty for the session's own. */
  locale(): string
}

/** What the widget hands to a part that is loaded later. Lit is handed in, so that a page loads no second one. */
export interface PartOptions {
  html: typeof html
  nothing: typeof nothing
  connection: Connection
  /** What the widget speaks. The part has its own words in English; a language brings them along. */
  language: Language
  /** Takes rules beside the widget's own, once however often it is told. */
  adopt(sheet: string): void
  /** Draws the widget again. */
  changed(): void
  /** Aborted when the part is let go of. */
  signal: AbortSignal
}
