import type { Verifiers } from '../verification/registry.ts'
import type { Finding } from '../verification/verifier.ts'
import type { Meter } from './meter.ts'
import type { SpanAttributes, Tracing } from './tracing.ts'

/** The checks by what came of them. */
function outcomeOf(findings: readonly Finding[]): SpanAttributes {
  const named = (status: Finding['status']) =>
    findings.flatMap(finding => (finding.status === status ? [finding.name] : [])).join(' ')
  return {
    'connect.checks.failed': named('failed'),
    'connect.checks.not_applicable': named('not_applicable'),
  }
}

/** Verifiers whose time is told, and what came of them. */
export const timed = (verifiers: Verifiers, meter: Meter, tracing: Tracing): Verifiers =>
  new Map(
    [...verifiers].map(([kind, verifier]) => [
      kind,
      {
        ...verifier,
        async run(input) {
          const began = performance.now()
          try {
            const attributes = { 'connect.verification.kind': kind }
            return await tracing.span(`verify ${kind}`, attributes, () => verifier.run(input), outcomeOf)
          } finally {
            meter.verified(kind, (performance.now() - began) / 1000)
          }
        },
      },
    ]),
  )
