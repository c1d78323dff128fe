import type { VerificationKind } from '../../../server/api/wire.ts'
import type { TemplateVerification } from '../../../server/connect/template.ts'
import type { Finding, VerificationInput } from '../../../server/verification/verifier.ts'
import { inputWith } from './input.ts'

/** What a verification that looks at fields alone is given. */
export const ofFields = (
  kind: VerificationKind,
  fields: Readonly<Record<string, string>>,
  wanted: Partial<TemplateVerification> = {},
): VerificationInput => inputWith({ fields: new Map(Object.entries(fields)), wanted: { kind, ...wanted } })

/** One finding, by its name. */
export function findingOf(findings: readonly Finding[], name: string): Finding {
  const found = findings.find(one => one.name === name)
  if (!found) throw new Error(`there is no finding of ${name}`)
  return found
}
