import type { TemplateVerification } from '../connect/template.ts'
import type { Check } from '../store/json.ts'
import type { Finding, Verifier } from './verifier.ts'

/**
 * The result of a verification: passed when every required check passed. A required check that did not apply, or
 * that the verifier did not answer at all, counts as not passed.
 */
export function verdict(
  verifier: Verifier,
  template: TemplateVerification,
  findings: readonly Finding[],
): { status: 'passed' | 'failed'; checks: Check[] } {
  const named = template.checks.map(check => [check.name, check.required] as const)
  const requirements = new Map([...Object.entries(verifier.checks(template)), ...named])
  const checks = [...requirements].map(([name, required]) => {
    const finding = findings.find(one => one.name === name) ?? unanswered(name)
    return { ...finding, requirement: required ? ('required' as const) : ('not_required' as const) }
  })
  const passed = checks.every(check => check.requirement === 'not_required' || check.status === 'passed')
  return { status: passed ? 'passed' : 'failed', checks }
}

const unanswered = (name: string): Finding => ({
  name,
  status: 'not_applicable',
  reasons: ['not_supported'],
  metadata: {},
})
