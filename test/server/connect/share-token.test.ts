import { describe, expect, it } from 'vitest'
import {
  EXPIRES_IN_SECONDS_DEFAULT,
  EXPIRES_IN_SECONDS_MAX,
  EXPIRES_IN_SECONDS_MIN,
  SHAREABLE_INQUIRY_STATUSES,
} from '../../../server/connect/share-token.ts'

const DAY = 24 * 60 * 60

describe('a share token', () => {
  // The published limits.
  it('lives 14 days, and can be asked for between 60 seconds and 21 days', () => {
    expect(EXPIRES_IN_SECONDS_DEFAULT).toBe(14 * DAY)
    expect(EXPIRES_IN_SECONDS_MIN).toBe(60)
    expect(EXPIRES_IN_SECONDS_MAX).toBe(21 * DAY)
  })

  // Nothing is shared that the source itself has not finished, or has turned down.
  it('is made of an inquiry that its source has finished well, and of no other', () => {
    expect([...SHAREABLE_INQUIRY_STATUSES].sort()).toEqual(['approved', 'completed'])
  })
})
