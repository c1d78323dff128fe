import { describe, expect, it } from 'vitest'
import type { InquiryStatus, VerificationKind } from '../../../server/api/wire.ts'
import { decide, HYDRATABLE_STATUSES } from '../../../server/connect/inquiry.ts'
import type { TemplateDocument } from '../../../server/connect/template.ts'
import { templateOf } from './templates.ts'

const verification = (kind: VerificationKind, required: boolean) => ({ kind, required, checks: [] })

const template = (...verifications: TemplateDocument['verifications']) =>
  templateOf({ verifications, decision: { passed: 'completed', failed: 'declined' } })

const NOT_PASSED = ['initiated', 'submitted', 'failed', 'requires_retry', 'canceled', 'skipped']

describe('the decision on an inquiry', () => {
  const both = template(verification('government-id', true), verification('document', true))

  it('is the good one when every required verification passed', () => {
    const results = [
      { kind: 'document', status: 'passed' },
      { kind: 'government-id', status: 'passed' },
    ]
    expect(decide(both, results)).toBe('completed')
  })

  // Anything but a pass is not a pass.
  it.each(NOT_PASSED)('is the other one when a required verification is %s', status => {
    const results = [
      { kind: 'government-id', status: 'passed' },
      { kind: 'document', status },
    ]
    expect(decide(both, results)).toBe('declined')
  })

  it('is the other one when a required verification never ran', () => {
    expect(decide(both, [{ kind: 'government-id', status: 'passed' }])).toBe('declined')
    expect(decide(both, [])).toBe('declined')
  })

  it('is not moved by a pass of another kind', () => {
    const twice = [
      { kind: 'government-id', status: 'passed' },
      { kind: 'government-id', status: 'passed' },
    ]
    expect(decide(both, twice)).toBe('declined')
  })

  it('does not depend on a verification that is not required', () => {
    const oneRequired = template(verification('government-id', true), verification('document', false))
    const results = [
      { kind: 'government-id', status: 'passed' },
      { kind: 'document', status: 'failed' },
    ]
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
    expect(decide(one, [{ kind: 'selfie', status: 'passed' }])).toBe(good)
    expect(decide(one, [{ kind: 'selfie', status: 'failed' }])).toBe(other)
  })
})

describe('an inquiry', () => {
  // What has been decided is not hydrated over.
  it('can be hydrated while it is created or pending, and not afterwards', () => {
    expect([...HYDRATABLE_STATUSES].sort()).toEqual(['created', 'pending'])
  })
})
