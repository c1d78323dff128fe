import { describe, expect, it } from 'vitest'
import type { InquiryStatus, VerificationKind } from '../../../server/api/wire.ts'
import {
  decide,
  INQUIRY_STATUSES,
  INQUIRY_TRANSITIONS,
  type InquiryAction,
  isOpen,
} from '../../../server/connect/inquiry.ts'
import type { TemplateDocument } from '../../../server/connect/template.ts'
import { templateOf } from './templates.ts'

const verification = (kind: VerificationKind, required: boolean) => ({ kind, required, checks: [] })

const result = (kind: string, status: string) => ({ kind, status, checks: [] })

const template = (...verifications: TemplateDocument['verifications']) =>
  templateOf({ verifications, decision: { passed: 'completed', failed: 'declined' } })

const NOT_PASSED = ['initiated', 'submitted', 'failed', 'requires_retry', 'canceled', 'skipped']

describe('the decision on an inquiry', () => {
  const both = template(verification('government-id', true), verification('document', true))

  it('is the good one when every required verification passed', () => {
    const results = [result('document', 'passed'), result('government-id', 'passed')]
    expect(decide(both, results)).toBe('completed')
  })

  // Anything but a pass is not a pass.
  it.each(NOT_PASSED)('is the other one when a required verification is %s', status => {
    const results = [result('government-id', 'passed'), result('document', status)]
    expect(decide(both, results)).toBe('declined')
  })

  it('is the other one when a required verification never ran', () => {
    expect(decide(both, [result('government-id', 'passed')])).toBe('declined')
    expect(decide(both, [])).toBe('declined')
  })

  it('is not moved by a pass of another kind', () => {
    const twice = [result('government-id', 'passed'), result('government-id', 'passed')]
    expect(decide(both, twice)).toBe('declined')
  })

  it('does not depend on a verification that is not required', () => {
    const oneRequired = template(verification('government-id', true), verification('document', false))
    const results = [result('government-id', 'passed'), result('document', 'failed')]
    expect(decide(oneRequired, results)).toBe('completed')
  })

  it('is the good one where nothing is required', () => {
    expect(decide(template(), [])).toBe('completed')
  })

  // The words are the template's own.
  it.each<[TemplateDocument['decision'], InquiryStatus, InquiryStatus]>([
    [{ passed: 'approved', failed: 'needs_review' }, 'approved', 'needs_review'],
    [{ passed: 'approved', failed: 'declined' }, 'approved', 'declined'],
    [{ passed: 'completed', failed: 'completed' }, 'completed', 'completed'],
  ])('%j', (decision, good, other) => {
    const one = templateOf({ verifications: [verification('selfie', true)], decision })
    expect(decide(one, [result('selfie', 'passed')])).toBe(good)
    expect(decide(one, [result('selfie', 'failed')])).toBe(other)
  })
})

describe('the decision on an inquiry in which a check speaks of deceit', () => {
  const checksOf = (name: string, requirement: string, status = 'failed') => [
    { name: 'id_expired_detection', requirement: 'required', status: 'failed' },
    { name, requirement, status },
  ]
  const decided = (checks: ReturnType<typeof checksOf>, decision: TemplateDocument['decision']) =>
    decide(templateOf({ verifications: [verification('government-id', true)], decision }), [
      { kind: 'government-id', status: 'failed', checks },
    ])
  const rules = { passed: 'approved', failed: 'needs_review', fraud: 'declined' } as const

  it('is the template’s own for that', () => {
    expect(decided(checksOf('id_mrz_inconsistency_detection', 'required'), rules)).toBe('declined')
    expect(decided(checksOf('selfie_id_comparison', 'required'), rules)).toBe('declined')
  })

  it('is that for any failure where the template says nothing more', () => {
    const { passed, failed } = rules
    expect(decided(checksOf('id_mrz_inconsistency_detection', 'required'), { passed, failed })).toBe(
      'needs_review',
    )
  })

  it('is that for any failure where what failed asks the person for something better', () => {
    expect(decided(checksOf('id_blur_detection', 'required'), rules)).toBe('needs_review')
  })

  it('is that for any failure where the check did not have to pass, or did', () => {
    expect(decided(checksOf('id_mrz_inconsistency_detection', 'not_required'), rules)).toBe('needs_review')
    expect(decided(checksOf('id_mrz_inconsistency_detection', 'required', 'passed'), rules)).toBe(
      'needs_review',
    )
  })
})

describe('the moves of an inquiry', () => {
  const statusAfter = (status: InquiryStatus, action: InquiryAction) => {
    const { from, to } = INQUIRY_TRANSITIONS[action]
    return from.includes(status) ? to : null
  }

  // A decision stands, whoever asks for another one.
  it.each(['approved', 'declined'] as const)('%s has none', status => {
    for (const [action, { from }] of Object.entries(INQUIRY_TRANSITIONS)) {
      expect(from, action).not.toContain(status)
    }
  })

  it('lead on for the person only while it is open', () => {
    for (const status of INQUIRY_STATUSES) {
      for (const action of ['complete', 'fail', 'expire'] as const) {
        expect(statusAfter(status, action) !== null, `${action} ${status}`).toBe(isOpen(status))
      }
    }
  })

  it('bring an expired one back, and nothing else', () => {
    expect(INQUIRY_STATUSES.filter(status => statusAfter(status, 'resume'))).toEqual(['expired'])
    expect(statusAfter('expired', 'resume')).toBe('pending')
  })

  it('let a reviewer decide at any time before a decision', () => {
    const undecided = INQUIRY_STATUSES.filter(status => status !== 'approved' && status !== 'declined')
    expect(INQUIRY_STATUSES.filter(status => statusAfter(status, 'approve'))).toEqual(undecided)
    expect(INQUIRY_STATUSES.filter(status => statusAfter(status, 'decline'))).toEqual(undecided)
  })
})
