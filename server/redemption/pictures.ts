import {
  forgetPictures,
  isAnotherPersonsPicture,
  rememberPicture,
  type SeenPicture,
} from '../store/pictures.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import type { VerificationInput } from '../verification/verifier.ts'
import { destinationOf } from './destination.ts'
import { type Engine, writeStep } from './engine.ts'
import type { InquiryEvidence } from './evidence.ts'

type RememberPicture = (picture: SeenPicture) => Promise<void>

/**
 * Asks of the pictures that one verification is shown whether they have been used for another person. Each is remembered
 * before it is asked about, so that of two verifications at the same moment at least the later one sees the other's.
 */
export function picturesOf(
  db: Db,
  vault: EnvironmentVault,
  held: InquiryEvidence,
  remember: RememberPicture,
): VerificationInput['isAnotherPersons'] {
  const personMac = personMacOf(vault, held.fields)
  return async (documentId, fingerprint) => {
    if (personMac === null) return null
    await remember({ documentId, personMac, fingerprint })
    return isAnotherPersonsPicture(db, vault, { personMac, fingerprint })
  }
}

/** Remembers the pictures of one verification, in the place of what an earlier run of it has remembered. */
export function rememberIn(
  engine: Engine,
  lease: Lease,
  redemption: Redemption,
  vault: EnvironmentVault,
): RememberPicture {
  const begun = new Set<string>()
  return picture =>
    writeStep(engine, lease, redemption, {}, async (tx, now) => {
      await destinationOf(tx, redemption, now)
      if (!begun.has(picture.documentId)) await forgetPictures(tx, vault.environmentId, [picture.documentId])
      begun.add(picture.documentId)
      await rememberPicture(tx, vault, picture, now)
    })
}

/** Names a person by name and birthdate, without telling them; null where not all of these are known. */
function personMacOf(vault: EnvironmentVault, fields: ReadonlyMap<string, string>): string | null {
  const known = ['name-last', 'name-first', 'birthdate'].map(name => foldCase(fields.get(name) ?? ''))
  return known.includes('') ? null : vault.mac(['person', ...known]).toString('base64url')
}

const foldCase = (value: string): string => value.normalize('NFKC').toLowerCase().trim()
