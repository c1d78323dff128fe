import { type EvidenceFile, failed, failedIf, type Verifier } from './verifier.ts'

/** First bytes by which the accepted types are known; a name or a declared type proves nothing. */
const SIGNATURES: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
}

/** A proof of address: a file of the type that it says it is. What it says inside is not looked at yet. */
export const document: Verifier = {
  kind: 'document',
  evidence: 'proof-of-address',
  checks: () => ({ document_type_detection: true }),
  async run({ documents }) {
    const files = documents.flatMap(one => one.files)
    if (files.length === 0) return [failed('document_type_detection', 'no_file')]
    const fits = await Promise.all(files.map(isOfItsType))
    return [failedIf('document_type_detection', fits.every(Boolean) ? [] : ['type_not_detected'])]
  },
}

async function isOfItsType(file: EvidenceFile): Promise<boolean> {
  const signature = SIGNATURES[file.contentType]
  if (!signature) return false
  const bytes = await file.read()
  return signature.every((byte, index) => bytes[index] === byte)
}
