import { describe, expect, it, onTestFinished } from 'vitest'
import { newId } from '../../../server/ids.ts'
import type { Check } from '../../../server/store/json.ts'
import {
  findVerification,
  finishVerification,
  insertVerification,
  listVerifications,
  reopenVerification,
  verificationsOfRedemption,
} from '../../../server/store/verifications.ts'
import { NOW, openTestStore } from './fixture.ts'
import { connectionRow, inquiryRow, redemptionRow } from './rows.ts'

const checks: Check[] = [
  {
    name: 'id_expired_detection',
    status: 'failed',
    reasons: ['expired'],
    requirement: 'required',
    metadata: {},
  },
]

/** A submitted verification of a redemption, beside that of another one. */
async function withVerification() {
  const store = await openTestStore()
  const { db, source, destination } = store
  const redemption = await redemptionRow(db, await connectionRow(db, source, destination))
  const inquiryId = await inquiryRow(db, destination)
  const row = {
    id: newId('verification'),
    environment_id: destination.environmentId,
    inquiry_id: inquiryId,
    document_id: null,
    redemption_id: redemption.id,
    cloned_from_json: null,
    kind: 'government-id',
    status: 'submitted',
    checks_json: '[]',
    created_at: NOW,
    submitted_at: NOW,
    completed_at: null,
  }
  const otherRedemption = await redemptionRow(db, await connectionRow(db, source, destination))
  const bystander = {
    ...row,
    id: newId('verification'),
    inquiry_id: await inquiryRow(db, destination),
    redemption_id: otherRedemption.id,
  }
  await insertVerification(db, bystander)
  await insertVerification(db, row)
  onTestFinished(async () => {
    const untouched = await findVerification(db, destination.environmentId, bystander.id)
    expect(untouched).toMatchObject({ status: 'submitted', completed_at: null })
  })
  const finish = (environmentId: string, status: string, now: number) =>
    finishVerification(db, environmentId, row.id, {
      status,
      checks,
      documentId: null,
      evidenceMac: 'mac of what was looked at',
      clonedFrom: null,
      now,
    })
  const read = () => findVerification(db, destination.environmentId, row.id)
  return { ...store, redemption, inquiryId, row, finish, read }
}

describe('a verification', () => {
  it('is finished with its checks', async () => {
    const { destination, finish, read } = await withVerification()
    await finish(destination.environmentId, 'failed', NOW + 1)
    expect(await read()).toMatchObject({ status: 'failed', checks, completed_at: NOW + 1 })
  })

  // A result that stands is not replaced by a run that came later.
  it('is finished once', async () => {
    const { destination, finish, read } = await withVerification()
    await finish(destination.environmentId, 'failed', NOW + 1)
    await finish(destination.environmentId, 'passed', NOW + 2)
    expect(await read()).toMatchObject({ status: 'failed', completed_at: NOW + 1 })
  })

  it('is not finished by another environment', async () => {
    const { source, finish, read } = await withVerification()
    await finish(source.environmentId, 'passed', NOW + 1)
    expect(await read()).toMatchObject({ status: 'submitted', checks: [], completed_at: null })
  })

  // What was looked at has changed: the result of before counts no more, and the next one does.
  it('is submitted again without its result', async () => {
    const { db, source, destination, row, finish, read } = await withVerification()
    await finish(destination.environmentId, 'passed', NOW + 1)
    expect(await read()).toMatchObject({ evidence_mac: 'mac of what was looked at' })
    await reopenVerification(db, source.environmentId, row.id, NOW + 2)
    expect(await read()).toMatchObject({ status: 'passed' })
    await reopenVerification(db, destination.environmentId, row.id, NOW + 2)
    expect(await read()).toMatchObject({
      status: 'submitted',
      checks: [],
      submitted_at: NOW + 2,
      completed_at: null,
    })
    await finish(destination.environmentId, 'failed', NOW + 3)
    expect(await read()).toMatchObject({ status: 'failed', completed_at: NOW + 3 })
  })

  // A redemption that is begun again does not verify twice.
  it('is one of its kind to a redemption', async () => {
    const { db, row } = await withVerification()
    const again = { ...row, id: newId('verification') }
    await expect(insertVerification(db, again)).rejects.toThrow(/UNIQUE/i)
    await expect(insertVerification(db, { ...again, kind: 'document' })).resolves.toBeDefined()
  })

  it('is found by its own environment alone, by id, inquiry and redemption', async () => {
    const { db, source, destination, redemption, inquiryId, row } = await withVerification()
    const found = async (environmentId: string) => [
      (await findVerification(db, environmentId, row.id))?.id,
      ...(await listVerifications(db, environmentId, [inquiryId])).map(({ id }) => id),
      ...(await verificationsOfRedemption(db, environmentId, redemption.id)).map(({ id }) => id),
    ]
    expect(await found(destination.environmentId)).toEqual([row.id, row.id, row.id])
    expect(await found(source.environmentId)).toEqual([undefined])
    expect(await listVerifications(db, destination.environmentId, [])).toEqual([])
  })
})
