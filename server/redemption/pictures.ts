import {
  forgetPictures,
  isAnotherPersonsPicture,
  rememberPicture,
  type SeenPicture,
} from '../store/pictures.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import type { Fingerprint } from '../verification/fingerprint.ts'
import type { InquiryEvidence } from './evidence.ts'

/**
 * The pictures that one verification is shown: asks of each whether it has been used for another person, and
 * remembers them together with the result. Two verifications at the same moment do not see each other's.
 */
export function picturesOf(db: Db, vault: EnvironmentVault, held: InquiryEvidence) {
  const personMac = personMacOf(vault, held.fields)
  const shown: SeenPicture[] = []
  return {
    async isAnotherPersons(documentId: string, fingerprint: Fingerprint): Promise<boolean | null> {
      if (personMac === null) return null
      shown.push({ documentId, personMac, fingerprint })
      return isAnotherPersonsPicture(db, vault, { personMac, fingerprint })
    },
    async remember(tx: Db, now: number): Promise<void> {
      const documents = new Set(shown.map(one => one.documentId))
      await forgetPictures(tx, vault.environmentId, [...documents])
      for (const picture of shown) await rememberPicture(tx, vault, picture, now)
    },
  }
}

/** Names a person by name and birthdate, without telling them; null where not all of these are known. */
function personMacOf(vault: EnvironmentVault, fields: ReadonlyMap<string, string>): string | null {
  const known = ['name-last', 'name-first', 'birthdate'].map(name => foldCase(fields.get(name) ?? ''))
  return known.includes('') ? null : vault.mac(['person', ...known]).toString('base64url')
}

const foldCase = (value: string): string => value.normalize('NFKC').toLowerCase().trim()
