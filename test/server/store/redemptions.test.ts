import { describe, expect, it, onTestFinished } from 'vitest'
import { newId } from '../../../server/ids.ts'
import type { Connection } from '../../../server/store/connections.ts'
import {
  abandonedRedemptions,
  advance,
  advanceDestination,
  findRedemption,
  getRedemption,
  holdAwaiting,
  type Lease,
  LeaseLost,
  listRedemptions,
  type Redemption,
  redemptionOfSession,
  resumeRedemption,
  takeOver,
} from '../../../server/store/redemptions.ts'
import { transaction, UnexpectedRowCount } from '../../../server/store/store.ts'
import type { RedemptionStatus } from '../../../server/store/tables/redemptions.ts'
import { NOW, openTestStore } from './fixture.ts'
import { connectionRow, redemptionRow, sessionRow } from './rows.ts'

const LEASE_END = NOW + 5_000

/** A redemption that its first instance holds until LEASE_END, and another one, which no test ever changes. */
async function withRedemption(change: Partial<Redemption> = {}) {
  const store = await openTestStore()
  const connection = await connectionRow(store.db, store.source, store.destination)
  const bystander = await redemptionRow(store.db, connection, { lease_until: LEASE_END })
  onTestFinished(async () => expect(await getRedemption(store.db, bystander.id)).toEqual(bystander))
  const redemption = await redemptionRow(store.db, connection, { lease_until: LEASE_END, ...change })
  const lease: Lease = { redemptionId: redemption.id, owner: 'first', fence: redemption.fence }
  const read = () => getRedemption(store.db, redemption.id)
  const takeOverAt = (now: number, owner = 'second') =>
    takeOver(store.db, redemption, owner, now, now + 5_000)
  return { ...store, connection, bystander, redemption, lease, read, takeOverAt }
}

describe('a redemption under its lease', () => {
  it('is moved on by its owner, and the lease with it', async () => {
    const { db, redemption, lease, read } = await withRedemption()
    await advance(db, lease, { stage: 'copied' }, NOW + 9_000)
    expect(await read()).toEqual({ ...redemption, stage: 'copied', lease_until: NOW + 9_000 })
  })

  // An instance that was slow and has lost nothing goes on.
  it('is still its owner’s when the lease ran out and nobody has taken it over', async () => {
    const { db, lease, read } = await withRedemption({ lease_until: NOW - 1 })
    await advance(db, lease, { stage: 'copied' }, NOW + 9_000)
    expect((await read()).stage).toBe('copied')
  })

  it('names the object that it has made', async () => {
    const { db, redemption, read } = await withRedemption({ destination_id: null, mode: 'clone' })
    await advanceDestination(db, redemption.id, 'inq_1')
    expect(await read()).toEqual({ ...redemption, destination_id: 'inq_1' })
  })

  it.each<RedemptionStatus>(['finished', 'failed', 'awaiting-input'])(
    'is not moved on any more once it is %s',
    async status => {
      const { db, redemption, lease, read } = await withRedemption({ status })
      await expect(advance(db, lease, { stage: 'verified' }, NOW)).rejects.toThrow(LeaseLost)
      expect(await read()).toEqual(redemption)
    },
  )
})

describe('taking a redemption over', () => {
  it('gives it to the new owner under the next fence, and counts the attempt', async () => {
    const { redemption, read, takeOverAt } = await withRedemption()
    expect(await takeOverAt(LEASE_END)).toEqual({ redemptionId: redemption.id, owner: 'second', fence: 2 })
    expect(await read()).toEqual({
      ...redemption,
      lease_owner: 'second',
      lease_until: LEASE_END + 5_000,
      fence: 2,
      attempts: 2,
    })
  })

  it('is refused while the lease lasts', async () => {
    const { redemption, read, takeOverAt } = await withRedemption()
    expect(await takeOverAt(LEASE_END - 1)).toBeNull()
    expect(await read()).toEqual(redemption)
  })

  it.each<RedemptionStatus>(['finished', 'failed', 'awaiting-input'])(
    'is refused once it is %s',
    async status => {
      const { redemption, read, takeOverAt } = await withRedemption({ status })
      expect(await takeOverAt(LEASE_END)).toBeNull()
      expect(await read()).toEqual(redemption)
    },
  )

  it('succeeds for one of many that found it abandoned', async () => {
    const { read, takeOverAt } = await withRedemption()
    const owners = Array.from({ length: 16 }, (_, index) => `instance-${index}`)
    const leases = (await Promise.all(owners.map(owner => takeOverAt(LEASE_END, owner)))).filter(Boolean)
    expect(leases).toHaveLength(1)
    expect(await read()).toMatchObject({ lease_owner: leases[0]?.owner, fence: 2, attempts: 2 })
  })

  // Otherwise two instances would hold one fence, and neither would shut the other out.
  it('is refused to one that looked before somebody else took it over', async () => {
    const { read, takeOverAt } = await withRedemption()
    await takeOverAt(LEASE_END)
    const taken = await read()
    expect(await takeOverAt(taken.lease_until, 'third')).toBeNull()
    expect(await read()).toEqual(taken)
  })

  // An instance that was asleep and wakes up finds that it has lost, and leaves no trace of what it was about to do.
  it('shuts the old owner out: its write throws, and its whole transaction is gone', async () => {
    const { db, lease, read, takeOverAt } = await withRedemption()
    await takeOverAt(LEASE_END)
    const taken = await read()
    const writing = transaction(db, async tx => {
      await tx.insertInto('setting').values({ name: 'trace', value: '' }).execute()
      await advance(tx, lease, { stage: 'copied' }, LEASE_END + 60_000)
    })
    await expect(writing).rejects.toThrow(LeaseLost)
    expect(await read()).toEqual(taken)
    expect(await db.selectFrom('setting').selectAll().execute()).toEqual([])
  })

  it('shuts the old owner out even where it is the same instance', async () => {
    const { db, lease, takeOverAt } = await withRedemption()
    await takeOverAt(LEASE_END, lease.owner)
    await expect(advance(db, lease, {}, NOW)).rejects.toThrow(LeaseLost)
  })

  it('lets the new owner write', async () => {
    const { db, read, takeOverAt } = await withRedemption()
    const lease = await takeOverAt(LEASE_END)
    if (!lease) throw new Error('nobody has the lease')
    await advance(db, lease, { stage: 'verified' }, LEASE_END + 9_000)
    expect(await read()).toMatchObject({ stage: 'verified', lease_owner: 'second' })
  })

  it('shuts out each owner before the last', async () => {
    const { db, redemption, takeOverAt, lease: first } = await withRedemption()
    const second = await takeOverAt(LEASE_END)
    const third = await takeOver(
      db,
      { id: redemption.id, fence: 2 },
      'third',
      LEASE_END + 5_000,
      LEASE_END + 9_000,
    )
    if (!second || !third) throw new Error('nobody has the lease')
    for (const lost of [first, second]) await expect(advance(db, lost, {}, NOW)).rejects.toThrow(LeaseLost)
    await expect(advance(db, third, {}, NOW)).resolves.toBeUndefined()
  })
})

describe('abandoned redemptions', () => {
  it('are those that run and whose lease has run out, the longest abandoned first', async () => {
    const { db, connection } = await withRedemption({ lease_until: NOW + 1 })
    const longer = await redemptionRow(db, connection, { lease_until: NOW - 20 })
    const shorter = await redemptionRow(db, connection, { lease_until: NOW, fence: 3 })
    await redemptionRow(db, connection, { lease_until: NOW - 30, status: 'finished' })
    await redemptionRow(db, connection, { lease_until: NOW - 30, status: 'awaiting-input' })
    expect(await abandonedRedemptions(db, NOW, 10)).toEqual([
      { id: longer.id, fence: 1 },
      { id: shorter.id, fence: 3 },
    ])
    expect(await abandonedRedemptions(db, NOW, 1)).toEqual([{ id: longer.id, fence: 1 }])
  })
})

describe('one copy', () => {
  const into = (connection: Connection, change: Partial<Redemption>) => ({ connection, change })

  // An inquiry that is being hydrated, or was, cannot be hydrated a second time, whatever the code above believes.
  it.each<RedemptionStatus>(['running', 'awaiting-input', 'finished'])(
    'is all that an inquiry gets while its redemption is %s',
    async status => {
      const { db, connection, redemption } = await withRedemption({ status })
      const again = into(connection, { destination_id: redemption.destination_id })
      await expect(redemptionRow(db, again.connection, again.change)).rejects.toThrow(/UNIQUE/i)
    },
  )

  it('may be tried again after a redemption that failed', async () => {
    const { db, connection, redemption } = await withRedemption({ status: 'failed' })
    const again = into(connection, { destination_id: redemption.destination_id })
    await expect(redemptionRow(db, again.connection, again.change)).resolves.toBeDefined()
  })

  it('is all that a token gives, even to another inquiry', async () => {
    const { db, connection, redemption } = await withRedemption({ status: 'failed' })
    const again = into(connection, { share_token_id: redemption.share_token_id })
    await expect(redemptionRow(db, again.connection, again.change)).rejects.toThrow(/UNIQUE/i)
  })
})

describe('a redemption', () => {
  it('is found and listed by its destination, and not by its source', async () => {
    const { db, source, destination, redemption, bystander } = await withRedemption()
    const page = { size: 10, cursor: null }
    expect(await findRedemption(db, destination.environmentId, redemption.id)).toEqual(redemption)
    const listed = (await listRedemptions(db, destination.environmentId, {}, page)).rows
    expect(listed.map(({ id }) => id)).toEqual([redemption.id, bystander.id])
    expect(await findRedemption(db, destination.environmentId, bystander.id)).toEqual(bystander)
    expect(await findRedemption(db, source.environmentId, redemption.id)).toBeUndefined()
    expect((await listRedemptions(db, source.environmentId, {}, page)).rows).toEqual([])
  })

  it('is what its session is about, the last one where there were several', async () => {
    const { db, destination, connection } = await withRedemption()
    const [one, other] = [
      await sessionRow(db, destination, connection),
      await sessionRow(db, destination, connection),
    ]
    await redemptionRow(db, connection, { session_id: one.id, status: 'failed' })
    const second = await redemptionRow(db, connection, { session_id: one.id })
    const elsewhere = await redemptionRow(db, connection, { session_id: other.id })
    expect(await redemptionOfSession(db, one.id)).toEqual(second)
    expect(await redemptionOfSession(db, other.id)).toEqual(elsewhere)
    expect(await redemptionOfSession(db, 'cses_none')).toBeUndefined()
  })

  it('is there for the engine, or it is an error', async () => {
    const { db } = await withRedemption()
    await expect(getRedemption(db, newId('redemption'))).rejects.toThrow()
  })
})

describe('a redemption that awaits input', () => {
  const awaiting = { status: 'awaiting-input', stage: 'collected', attempts: 4, fence: 3 } as const
  const again = { owner: 'second', until: NOW + 9_000 }

  it('is set running again from a stage, leased like one that was just claimed', async () => {
    const { db, redemption, read } = await withRedemption(awaiting)
    const lease = await resumeRedemption(db, redemption, 'copied', again)
    expect(lease).toEqual({ redemptionId: redemption.id, owner: 'second', fence: 4 })
    expect(await read()).toEqual({
      ...redemption,
      status: 'running',
      stage: 'copied',
      attempts: 1,
      lease_owner: 'second',
      lease_until: NOW + 9_000,
      fence: 4,
    })
    await advance(db, lease, { stage: 'verified' }, NOW + 9_000)
    expect((await read()).stage).toBe('verified')
  })

  // The instance that ran it before may be slow, and still there.
  it('shuts its old owner out', async () => {
    const { db, redemption, lease } = await withRedemption(awaiting)
    await resumeRedemption(db, redemption, 'copied', again)
    await expect(advance(db, lease, {}, NOW)).rejects.toThrow(LeaseLost)
  })

  it('is set running once', async () => {
    const { db, redemption, read } = await withRedemption(awaiting)
    await resumeRedemption(db, redemption, 'copied', again)
    const second = resumeRedemption(db, redemption, 'copied', { ...again, owner: 'third' })
    await expect(second).rejects.toThrow(UnexpectedRowCount)
    expect((await read()).lease_owner).toBe('second')
  })

  it.each<RedemptionStatus>(['running', 'finished', 'failed'])(
    'is not one that is %s: that stays as it is',
    async status => {
      const { db, redemption, read } = await withRedemption({ ...awaiting, status })
      await expect(resumeRedemption(db, redemption, 'copied', again)).rejects.toThrow(UnexpectedRowCount)
      expect(await read()).toEqual(redemption)
    },
  )

  it('is held, and no other one, for the transaction of its session', async () => {
    const store = await withRedemption()
    const { db, destination, connection } = store
    const session = await sessionRow(db, destination, connection)
    const held = await redemptionRow(db, connection, { ...awaiting, session_id: session.id })
    await holdAwaiting(db, session.id)
    expect(await getRedemption(db, held.id)).toEqual({ ...held, lease_owner: null })
    const running = await redemptionRow(db, connection, { session_id: session.id })
    await holdAwaiting(db, session.id)
    expect(await getRedemption(db, running.id)).toEqual(running)
  })
})
