import type { InquiryStatus, VerificationKind } from '../../server/api/wire.ts'
import type { Counted } from '../../server/connect/consent-text/words.ts'
import type { ConnectErrorCode } from '../connect-error.ts'
import type { StageState } from '../screens/stage-list.ts'
import type { SourcePageState } from '../session-state.ts'

/** A sentence about an organization; its name comes isolated (see `nameOf`), so that it keeps its own direction. */
type About = (organization: string) => string

/** Every sentence of the widget in one language, as plain text. `#` in a counted noun stands for the number. */
export interface Messages {
  /** BCP 47 tag of the language that these sentences are in. */
  readonly locale: string
  /** The direction of that language; a page in another one must not turn these sentences round. */
  readonly dir: 'ltr' | 'rtl'
  readonly verifications: Readonly<Record<VerificationKind, string>>
  /**
   * A missing field or document by its name on the wire, as an item of a list, in the singular. What has none is called
   * by that name itself.
   */
  readonly names: Readonly<Record<string, string>>

  readonly loading: string
  readonly retry: string
  /** Closes the dialog. */
  readonly close: string
  /** Why a form that requires the element cannot be sent yet. */
  readonly required: string
  /** What the notice does not say. */
  readonly consent: {
    /** Follows a link's name for those who only hear it. */
    readonly newTab: string
    readonly nothingToShare: string
    readonly deciding: string
  }
  /** Each about the source. */
  readonly waiting: Readonly<Record<SourcePageState | 'tokenSent' | 'title' | 'continueAt', About>>
  /** The sandbox's field for a share token that somebody has at hand. */
  readonly paste: { readonly label: string; readonly use: string }
  readonly progress: {
    readonly title: string
    /** About the destination. */
    hint: About
    readonly bar: string
    readonly accepted: string
    readonly copying: string
    readonly details: Counted
    readonly files: Counted
    /** Both counted already. */
    copied(details: string, files: string): string
    readonly decided: string
    readonly states: Readonly<Record<StageState, string>>
  }
  /** The body is about the destination, and comes before the list of what is missing. */
  readonly awaitingInput: { readonly title: string; body: About }
  /** A headline and a sentence about what the destination made of it. */
  complete(status: InquiryStatus, destination: string): readonly [title: string, body: string]
  /** On the source's page, once the token is handed over; about the destination. */
  readonly shared: { readonly title: string; body: About }
  readonly declined: { readonly title: string; body(source: string, destination: string): string }
  /** After the person has stopped sharing; about the destination. */
  readonly withdrawn: { readonly title: string; body: About }
  readonly failures: Readonly<Record<ConnectErrorCode, readonly [title: string, body: string]>>
}
