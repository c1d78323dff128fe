import type { EvidenceFile } from './verifier.ts'

/** First bytes by which the accepted types are known; a name or a declared type proves nothing. */
const SIGNATURES: ReadonlyMap<string, readonly number[]> = new Map([
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
])

/** Whether bytes are of the type that they are declared to be. */
export function isOfType(bytes: Uint8Array, contentType: string): boolean {
  const signature = SIGNATURES.get(contentType)
  return signature?.every((byte, index) => bytes[index] === byte) ?? false
}

/** The accepted type that bytes are of; null where they are of none. */
export const typeOf = (bytes: Uint8Array): string | null =>
  [...SIGNATURES.keys()].find(contentType => isOfType(bytes, contentType)) ?? null

/** Whether a file is of the type that it is declared to be. */
export const isOfItsType = async (file: EvidenceFile): Promise<boolean> =>
  isOfType(await file.read(), file.contentType)
