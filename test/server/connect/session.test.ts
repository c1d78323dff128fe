import { describe, expect, it } from 'vitest'
import type { SessionStatus } from '../../../server/api/wire.ts'
import {
  AWAITING_INPUT_SECONDS,
  inputDeadline,
  SESSION_SECONDS_DEFAULT,
  SESSION_SECONDS_MAX,
  SESSION_SECONDS_MIN,
  sessionStatus,
} from '../../../server/connect/session.ts'
import type { RedemptionStatus } from '../../../server/store/tables/redemptions.ts'

const EXPIRY = 1_000

type Decision = 'granted' | 'declined' | null

/** decision, redemption, and where that leaves the session before and after its time has run out. */
const TABLE: readonly [Decision, RedemptionStatus | null, before: SessionStatus, after: SessionStatus][] = [
  [null, null, 'open', 'expired'],
  ['granted', null, 'granted', 'expired'],
  ['declined', null, 'declined', 'declined'],
  [null, 'running', 'redeeming', 'redeeming'],
  [null, 'awaiting-input', 'awaiting-input', 'expired'],
  [null, 'finished', 'completed', 'completed'],
  [null, 'failed', 'failed', 'failed'],
  ['granted', 'running', 'redeeming', 'redeeming'],
  ['granted', 'awaiting-input', 'awaiting-input', 'expired'],
  ['granted', 'finished', 'completed', 'completed'],
  ['granted', 'failed', 'failed', 'failed'],
  ['declined', 'running', 'redeeming', 'redeeming'],
  ['declined', 'awaiting-input', 'declined', 'declined'],
  ['declined', 'finished', 'completed', 'completed'],
]

describe('the status of a session', () => {
  // What runs, or has run, outlives the session's time and the consent; what waits for the person does not.
  it.each(TABLE)('decision %s, redemption %s: %s, and later %s', (decision, status, before, after) => {
    const facts = { decision, redemption: status && { status }, expiresAt: EXPIRY }
    expect(sessionStatus(facts, 0)).toBe(before)
    expect(sessionStatus(facts, EXPIRY + 1)).toBe(after)
  })

  it('is open to its last millisecond and expired at its end', () => {
    const facts = { decision: null, redemption: null, expiresAt: EXPIRY }
    expect(sessionStatus(facts, EXPIRY - 1)).toBe('open')
    expect(sessionStatus(facts, EXPIRY)).toBe('expired')
  })
})

describe('the life of a session', () => {
  it('is an hour, and can be asked for between a minute and a day', () => {
    expect(SESSION_SECONDS_DEFAULT).toBe(60 * 60)
    expect(SESSION_SECONDS_MIN).toBe(60)
    expect(SESSION_SECONDS_MAX).toBe(24 * 60 * 60)
  })

  // A person needs time to find a bill.
  it('lasts a day from when something is asked of the person', () => {
    expect(AWAITING_INPUT_SECONDS).toBe(24 * 60 * 60)
    expect(inputDeadline(EXPIRY)).toBe(EXPIRY + 24 * 60 * 60 * 1000)
  })
})
