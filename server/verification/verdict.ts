import type { TemplateVerification } from '../connect/template.ts'
import type { Check } from '../store/json.ts'
import { type Finding, isNotExpected, type Verifier } from './verifier.ts'

/**
 * The result of a verification: passed when every required check passed. A required check that did not apply, or
 * that the verifier did not answer at all, counts as not passed. What documents like this one do not have must pass only
 * where the template names the check.
 */
export function verdict(
  verifier: Verifier,
  template: TemplateVerification,
  findings: readonly Finding[],
): { status: 'passed' | 'failed'; checks: Check[] } {
  const checks = [...requirementsOf(verifier, template)].map(([name, required]) => {
    const finding = findings.find(one => one.name === name) ?? unanswered(name)
    const must = required && (!isNotExpected(finding) || isNamed(template, name))
    return { ...finding, requirement: must ? ('required' as const) : ('not_required' as const) }
  })
  const passed = checks.every(check => check.requirement === 'not_required' || check.status === 'passed')
  return { status: passed ? 'passed' : 'failed', checks }
}

/** The checks of a verification, each with whether it must pass: the kind's own, and what the template says of them. */
export function requirementsOf(verifier: Verifier, template: TemplateVerification): Map<string, boolean> {
  const named = template.checks.map(check => [check.name, check.required] as const)
  return new Map([...Object.entries(verifier.checks(template)), ...named])
}

/** Whether a template says itself whether a check must pass. */
export const isNamed = (template: TemplateVerification, name: string): boolean =>
  template.checks.some(check => check.name === name)

const unanswered = (name: string): Finding => ({
  name,
  status: 'not_applicable',
  reasons: ['not_supported'],
  metadata: {},
})
