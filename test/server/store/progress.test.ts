import { describe, expect, it } from 'vitest'
import { appendProgress, lastStep, readProgress } from '../../../server/store/progress.ts'
import { type Db, transaction } from '../../../server/store/store.ts'
import { NOW, openTestStore } from './fixture.ts'

const accepted = { name: 'redemption.accepted', 'redemption-id': 'rdm_1', step: 0, steps: 3 } as const
const expired = { name: 'session.expired', step: 0, steps: 0 } as const

const numbers = async (db: Db, stream: string, after = 0, redemption?: string) =>
  (await readProgress(db, stream, after, redemption)).map(({ seq }) => seq)

describe('a progress stream', () => {
  it('says what was told, in its order', async () => {
    const { db } = await openTestStore()
    await appendProgress(db, 'cses_1', 'rdm_1', accepted, NOW)
    await appendProgress(db, 'cses_1', null, expired, NOW + 1)
    expect(await readProgress(db, 'cses_1', 0)).toEqual([
      { seq: 1, name: 'redemption.accepted', body: accepted, createdAt: NOW },
      { seq: 2, name: 'session.expired', body: expired, createdAt: NOW + 1 },
    ])
  })

  // A reader resumes by the last number that it has: numbers are without gaps, and each stream has its own.
  it('counts from 1, for itself', async () => {
    const { db } = await openTestStore()
    for (const stream of ['cses_1', 'cses_2', 'cses_1', 'cses_1', 'cses_2']) {
      await appendProgress(db, stream, null, expired, NOW)
    }
    expect(await numbers(db, 'cses_1')).toEqual([1, 2, 3])
    expect(await numbers(db, 'cses_2')).toEqual([1, 2])
    expect(await numbers(db, 'cses_3')).toEqual([])
  })

  it('numbers what is told at the same time, without gap or repetition', async () => {
    const { db } = await openTestStore()
    const telling = Array.from({ length: 20 }, () =>
      transaction(db, tx => appendProgress(tx, 'cses_1', null, expired, NOW)),
    )
    await Promise.all(telling)
    expect(await numbers(db, 'cses_1')).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('has no gap where a transaction was rolled back', async () => {
    const { db } = await openTestStore()
    await appendProgress(db, 'cses_1', null, expired, NOW)
    const failing = transaction(db, async tx => {
      await appendProgress(tx, 'cses_1', null, expired, NOW)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await appendProgress(db, 'cses_1', null, expired, NOW)
    expect(await numbers(db, 'cses_1')).toEqual([1, 2])
  })

  it('goes on after any number, to its end', async () => {
    const { db } = await openTestStore()
    for (let count = 0; count < 12; count += 1) await appendProgress(db, 'cses_1', null, expired, NOW)
    for (let after = 0; after <= 13; after += 1) {
      const rest = Array.from({ length: Math.max(0, 12 - after) }, (_, index) => after + index + 1)
      expect(await numbers(db, 'cses_1', after)).toEqual(rest)
    }
  })

  it('can be read for one redemption alone', async () => {
    const { db } = await openTestStore()
    for (const redemption of ['rdm_1', null, 'rdm_2', 'rdm_1']) {
      await appendProgress(db, 'cses_1', redemption, accepted, NOW)
    }
    expect(await numbers(db, 'cses_1', 0, 'rdm_1')).toEqual([1, 4])
    expect(await numbers(db, 'cses_1', 1, 'rdm_1')).toEqual([4])
    expect(await numbers(db, 'cses_1', 0, 'rdm_2')).toEqual([3])
  })
})

describe('the last step of a redemption', () => {
  it('is what its stream has last told of it, and of no other', async () => {
    const { db } = await openTestStore()
    expect(await lastStep(db, 'cses_1', 'rdm_1')).toBe(0)
    const started = { name: 'verification.started', verification: 'selfie', steps: 5 } as const
    await appendProgress(db, 'cses_1', 'rdm_1', { ...started, step: 1 }, NOW)
    await appendProgress(db, 'cses_1', 'rdm_1', { ...started, step: 3 }, NOW)
    await appendProgress(db, 'cses_1', 'rdm_2', { ...started, step: 2 }, NOW)
    await appendProgress(db, 'cses_1', null, expired, NOW)
    expect(await lastStep(db, 'cses_1', 'rdm_1')).toBe(3)
    expect(await lastStep(db, 'cses_1', 'rdm_2')).toBe(2)
    expect(await lastStep(db, 'cses_2', 'rdm_1')).toBe(0)
  })
})
