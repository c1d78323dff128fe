/** Why a file cannot be examined. Words of ours, never anything of the file. */
export type UnprocessableReason =
  /** No type that is taken, or not the one it says. */
  | 'type_not_detected'
  /** Cut short, or not what its format allows. */
  | 'damaged'
  /** More pixels, pages or bytes than are taken. */
  | 'too_large'
  | 'encrypted'
  /** Carries a program that a reader would run. */
  | 'scripted'
  /** A scan, packed in a way that is not unpacked: JPEG 2000 or JBIG2. */
  | 'scan_not_supported'
  /** Took more time or memory than an examination is given. */
  | 'over_limit'

/** A file that cannot be examined, however often one tries. */
export class Unprocessable extends Error {
  readonly reason: UnprocessableReason
  constructor(reason: UnprocessableReason) {
    super(reason)
    this.name = 'Unprocessable'
    this.reason = reason
  }
}
