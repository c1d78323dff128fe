import { complete } from './complete/person.ts'
import { expiredDocument } from './expired-document/person.ts'
import { minor } from './minor/person.ts'
import { nameMismatch } from './name-mismatch/person.ts'
import { noProofOfAddress } from './no-proof-of-address/person.ts'
import { nonLatinName } from './non-latin-name/person.ts'
import { passportHolder } from './passport-holder/person.ts'
import type { Person } from './person.ts'
import { wrongCheckDigit } from './wrong-check-digit/person.ts'

/** Everybody the sandbox starts with, in the order that the demo lists them. */
export const people: readonly Person[] = [
  complete,
  noProofOfAddress,
  expiredDocument,
  wrongCheckDigit,
  nameMismatch,
  nonLatinName,
  minor,
  passportHolder,
]
