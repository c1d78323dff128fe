import type { Organization } from '../answers.ts'
import type { Collector } from '../collect/collect.ts'
import type { Decision } from '../session-state.ts'

/** What the person can do, as the screens call it. */
export interface Handlers {
  /**
   * `ticked` are the data types whose checkbox was ticked at that moment; `isTrusted`, whether the browser vouches that a
   * person has pressed.
   */
  decide(decision: Decision, ticked: ReadonlySet<string>, isTrusted: boolean): void
  /** An organization's logo, once it is there. */
  logo(organization: Organization): string | undefined
  reopenSourcePage(): void
  retry(): void
  /** Asks for what is still missing, once it is loaded. */
  collector(): Collector | null
  /** A share token that was pasted by hand. */
  offerShareToken(shareToken: string): void
}
