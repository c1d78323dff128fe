import type { TemplateResult } from 'lit'
import type { InquiryStatus, VerificationKind } from '../../server/api/wire.ts'
import type { ConnectErrorCode } from '../connect-error.ts'
import type { StageState } from '../screens/stage-list.ts'
import type { SourcePageState } from '../session-state.ts'

/** Plain text, or text with names in it that keep their own direction. Never markup from an organization. */
export type Words = string | TemplateResult

type About = (organization: Words) => Words

/** Every sentence of the widget in one language. To add a language, write one of these and list it in languages.ts. */
export interface Messages {
  /** BCP 47 tag of the language that these sentences are in. */
  readonly locale: string
  /** The direction of that language; a page in another one must not turn these sentences round. */
  readonly dir: 'ltr' | 'rtl'
  readonly verifications: Readonly<Record<VerificationKind, string>>
  /** A missing field or document by its name on the wire, as an item of a list. */
  missing(name: string): string

  readonly loading: string
  readonly retry: string
  /** What the notice does not say. */
  readonly consent: {
    /** Follows a link's name for those who only hear it. */
    readonly newTab: string
    readonly nothingToShare: string
    readonly deciding: string
  }
  /** Each about the source. */
  readonly waiting: Readonly<Record<SourcePageState | 'tokenSent' | 'title' | 'continueAt', About>>
  readonly progress: {
    readonly title: string
    /** About the destination. */
    hint: About
    readonly bar: string
    readonly accepted: string
    readonly copying: string
    copied(details: number, files: number): string
    readonly decided: string
    readonly states: Readonly<Record<StageState, string>>
  }
  /** The body is about the destination, and comes before the list of what is missing. */
  readonly awaitingInput: { readonly title: string; body: About }
  /** A headline and a sentence about what the destination made of it. */
  complete(status: InquiryStatus, destination: Words): readonly [title: Words, body: Words]
  /** On the source's page, once the token is handed over; about the destination. */
  readonly shared: { readonly title: string; body: About }
  readonly declined: { readonly title: string; body(source: Words, destination: Words): Words }
  readonly failures: Readonly<Record<ConnectErrorCode, readonly [title: string, body: string]>>
}
