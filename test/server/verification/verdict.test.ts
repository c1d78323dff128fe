import { describe, expect, it } from 'vitest'
import type { TemplateVerification } from '../../../server/connect/template.ts'
import { checks as storedChecks } from '../../../server/store/json.ts'
import { verdict } from '../../../server/verification/verdict.ts'
import {
  type Finding,
  failed,
  notApplicable,
  passed,
  type Verifier,
} from '../../../server/verification/verifier.ts'

/** A verifier with a required check `sharp` and an optional check `bright`. */
const verifier: Verifier = {
  kind: 'selfie',
  evidence: 'selfie',
  checks: () => ({ sharp: true, bright: false }),
  run: async () => [],
}

const wanting = (checks: TemplateVerification['checks'] = []): TemplateVerification => ({
  kind: 'selfie',
  required: true,
  checks,
})

const statusOf = (findings: Finding[], checks?: TemplateVerification['checks']) =>
  verdict(verifier, wanting(checks), findings).status

const ANSWERS = {
  passed: (name: string) => [passed(name)],
  failed: (name: string) => [failed(name, 'why')],
  'not applicable': (name: string) => [notApplicable(name, 'why')],
  unanswered: () => [],
} as const

type Answer = keyof typeof ANSWERS
const answers: readonly Answer[] = ['passed', 'failed', 'not applicable', 'unanswered']

describe('the result of a verification', () => {
  // The whole table: only a pass of what is required passes, and what is optional decides nothing.
  it.each(answers.flatMap(sharp => answers.map(bright => ({ sharp, bright }))))(
    'required check $sharp, optional check $bright',
    ({ sharp, bright }) => {
      const findings = [...ANSWERS[sharp]('sharp'), ...ANSWERS[bright]('bright')]
      expect(statusOf(findings)).toBe(sharp === 'passed' ? 'passed' : 'failed')
    },
  )

  it('says of each check what was required of it and what was found, and can be stored', () => {
    const { checks } = verdict(verifier, wanting(), [failed('bright', 'too_dark'), passed('sharp')])
    expect(checks).toEqual([
      { name: 'sharp', status: 'passed', reasons: [], requirement: 'required', metadata: {} },
      { name: 'bright', status: 'failed', reasons: ['too_dark'], requirement: 'not_required', metadata: {} },
    ])
    expect(storedChecks.parse(checks)).toEqual(checks)
  })

  it('leaves no check out that was not answered', () => {
    expect(verdict(verifier, wanting(), []).checks).toMatchObject([
      { name: 'sharp', status: 'not_applicable', reasons: ['not_supported'] },
      { name: 'bright', status: 'not_applicable', reasons: ['not_supported'] },
    ])
  })
})

describe('a template that names checks', () => {
  it('makes an optional check required', () => {
    const findings = [passed('sharp'), failed('bright', 'too_dark')]
    expect(statusOf(findings)).toBe('passed')
    expect(statusOf(findings, [{ name: 'bright', required: true }])).toBe('failed')
  })

  it('makes a required check optional', () => {
    const findings = [failed('sharp', 'blurred'), passed('bright')]
    expect(statusOf(findings)).toBe('failed')
    expect(statusOf(findings, [{ name: 'sharp', required: false }])).toBe('passed')
  })

  // A misspelt or unsupported check must not be a check that everybody passes.
  it('never passes where it requires one that the verifier does not know', () => {
    const all = [passed('sharp'), passed('bright')]
    expect(statusOf(all, [{ name: 'genuine', required: false }])).toBe('passed')
    expect(statusOf(all, [{ name: 'genuine', required: true }])).toBe('failed')
    expect(verdict(verifier, wanting([{ name: 'genuine', required: true }]), all).checks).toContainEqual({
      name: 'genuine',
      status: 'not_applicable',
      reasons: ['not_supported'],
      requirement: 'required',
      metadata: {},
    })
  })

  // A verifier cannot pass by answering something else.
  it('is not satisfied by findings that nobody asked for', () => {
    const result = verdict(verifier, wanting(), [passed('pretty'), passed('bright')])
    expect(result.status).toBe('failed')
    expect(result.checks.map(check => check.name)).toEqual(['sharp', 'bright'])
  })
})
