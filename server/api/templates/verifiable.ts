import type { TemplateDocument, TemplateVerification } from '../../connect/template.ts'
import type { EnvironmentKind } from '../../store/tables/organizations.ts'
import type { Verifiers } from '../../verification/registry.ts'
import { ApiError } from '../http/api-error.ts'

/**
 * Throws `unprocessable` where a template wants what nothing here verifies: such an inquiry could never pass. Names
 * each verification, and each check, that is not known. What is made up is for the sandbox alone.
 */
export function requireVerifiable(
  verifiers: Verifiers,
  { verifications }: TemplateDocument,
  environment: EnvironmentKind,
): void {
  const problems = verifications.flatMap((wanted, index) => {
    const path = `data.attributes.document.verifications.${index}`
    const simulates = wanted.simulate !== undefined && environment !== 'sandbox'
    return [
      ...problemsOf(verifiers, wanted, path),
      ...(simulates ? [`${path}.simulate is for the sandbox`] : []),
    ]
  })
  if (problems.length > 0) throw new ApiError('unprocessable', problems)
}

function problemsOf(verifiers: Verifiers, wanted: TemplateVerification, path: string): string[] {
  const verifier = verifiers.get(wanted.kind)
  if (!verifier) return [`${path}.kind: this server does not verify ${wanted.kind}`]
  const known = Object.keys(verifier.checks(wanted))
  return wanted.checks.flatMap(({ name }, index) =>
    known.includes(name) ? [] : [`${path}.checks.${index}.name is not a check of ${wanted.kind}`],
  )
}
