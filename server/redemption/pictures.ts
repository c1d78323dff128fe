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
export function picturesOf(db: Db, vault: EnvironmentVault, held: InquiryEvidence, inquiryId: string) {
  const personMac = personMacOf(vault, held.fields, inquiryId)
  const shown: SeenPicture[] = []
  return {
    isAnotherPersons(documentId: string, fingerprint: Fingerprint): Promise<boolean> {
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

/** Names a person by name and birthdate, without telling them; by the inquiry where nothing is known. */
function personMacOf(
  vault: EnvironmentVault,
  fields: ReadonlyMap<string, string>,
  inquiryId: string,
): string {
  const known = ['name-last', 'name-first', 'birthdate'].map(name => fields.get(name) ?? '')
  const person = known.every(value => value === '') ? [inquiryId] : known.map(foldCase)
  return vault.mac(['person', ...person]).toString('base64url')
}

const foldCase = (value: string): string => value.normalize('NFKC').toLowerCase().trim()
