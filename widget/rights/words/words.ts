/** A sentence about the destination; its name comes isolated. */
type About = (destination: string) => string

/** Every sentence of the person's rights in one language. */
export interface RightsWords {
  /** Saves the receipt as a file. */
  readonly receipt: string
  /** Opens the step that asks once more. */
  readonly stop: string
  /** What happens then, said before it does. */
  readonly meaning: About
  /** Stops it. */
  readonly confirm: About
  readonly stopping: string
  /** The request did not get through, and nothing has changed. */
  readonly failed: string
  /** What becomes of what was copied, where nothing was. */
  readonly nothingCopied: string
  readonly copied: About
}
