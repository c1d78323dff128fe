import { describe, expect, it } from 'vitest'
import { bankStandard, bankStrict } from '../../demo/sandbox/templates.ts'
import { stepsOf } from '../../server/redemption/steps.ts'

const withVerifications = (count: number) => ({
  ...bankStandard,
  verifications: bankStandard.verifications.flatMap(one => Array.from({ length: count }, () => one)),
})

describe('the steps of a progress bar', () => {
  // A bar that moves by one at each stage and is full at the end, however many verifications there are.
  it.each([0, 1, 2, 5, 20])('count up from 1 to the last one, with %i verifications', count => {
    const steps = stepsOf(withVerifications(count))
    const verified = Array.from({ length: count }, (_, index) => steps.verified(index))
    const inOrder = [steps.copied, ...verified, steps.decided, steps.total]
    expect(inOrder).toEqual(Array.from({ length: count + 3 }, (_, index) => index + 1))
  })

  it('are one more at the strict bank', () => {
    expect(stepsOf(bankStrict).total).toBe(stepsOf(bankStandard).total + 1)
  })
})
