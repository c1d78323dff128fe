import { isOfItsType } from './file-type.ts'
import { failed, failedIf, type Verifier } from './verifier.ts'

/** A proof of address: a file of the type that it says it is. What it says inside is not looked at yet. */
export const document: Verifier = {
  kind: 'document',
  evidence: 'proof-of-address',
  compares: [],
  checks: () => ({ document_type_detection: true }),
  async run({ documents }) {
    const files = documents.flatMap(one => one.files)
    if (files.length === 0) return [failed('document_type_detection', 'no_file')]
    const fits = await Promise.all(files.map(isOfItsType))
    return [failedIf('document_type_detection', fits.every(Boolean) ? [] : ['type_not_detected'])]
  },
}
