import { describe, expect, it } from 'vitest'
import {
  activeInbound,
  findConnection,
  listConnections,
  moveConnection,
  sidesOf,
} from '../../../server/store/connections.ts'
import type { ConnectionStatus } from '../../../server/store/tables/connections.ts'
import { insertSide, NOW, openTestStore } from './fixture.ts'
import { connectionRow } from './rows.ts'

const page = { size: 10, cursor: null }

describe('a connection', () => {
  it('is found by both of its sides, with the names of both, and by nobody else', async () => {
    const { db, vault, source, destination } = await openTestStore()
    const stranger = await insertSide(db, vault)
    const connection = await connectionRow(db, source, destination)
    const found = {
      ...connection,
      source_organization_name: `Organization ${source.organizationId}`,
      destination_organization_name: `Organization ${destination.organizationId}`,
    }
    expect(await findConnection(db, source.environmentId, connection.id)).toEqual(found)
    expect(await findConnection(db, destination.environmentId, connection.id)).toEqual(found)
    expect(await findConnection(db, stranger.environmentId, connection.id)).toBeUndefined()
    expect((await listConnections(db, stranger.environmentId, {}, page)).rows).toEqual([])
  })

  it('knows which of its sides an environment is', async () => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const itself = await connectionRow(db, source, source)
    expect(sidesOf(connection, source.environmentId)).toEqual(['source'])
    expect(sidesOf(connection, destination.environmentId)).toEqual(['destination'])
    expect(sidesOf(connection, 'env_none')).toEqual([])
    expect(sidesOf(itself, source.environmentId)).toEqual(['source', 'destination'])
  })

  it('is listed by status and destination, newest first', async () => {
    const { db, vault, source, destination } = await openTestStore()
    const third = await insertSide(db, vault)
    const active = await connectionRow(db, source, destination)
    const pending = await connectionRow(db, source, third, { status: 'pending' })
    await connectionRow(db, third, destination)
    const list = async (filter: Parameters<typeof listConnections>[2]) =>
      (await listConnections(db, source.environmentId, filter, page)).rows.map(({ id }) => id)
    expect(await list({})).toEqual([pending.id, active.id])
    expect(await list({ status: 'pending' })).toEqual([pending.id])
    expect(await list({ destinationOrganizationId: destination.organizationId })).toEqual([active.id])
    const both = { status: 'pending', destinationOrganizationId: destination.organizationId } as const
    expect(await list(both)).toEqual([])
  })

  it('leads to an environment when it is active and ends there', async () => {
    const { db, source, destination } = await openTestStore()
    const inbound = await connectionRow(db, source, destination)
    await connectionRow(db, source, destination, { status: 'pending' })
    await connectionRow(db, source, destination, { status: 'inactive' })
    await connectionRow(db, destination, source)
    expect(await activeInbound(db, destination.environmentId)).toMatchObject([inbound])
  })
})

describe('moving a connection on', () => {
  it.each<[ConnectionStatus, boolean]>([
    ['pending', true],
    ['active', true],
    ['inactive', false],
  ])('happens only from the statuses that are named: from %s', async (status, moves) => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination, { status })
    const moved = await moveConnection(db, connection.id, ['pending', 'active'], 'inactive', NOW + 1)
    expect(moved).toBe(moves)
    const after = await findConnection(db, source.environmentId, connection.id)
    expect(after).toMatchObject(
      moves ? { ...connection, status: 'inactive', updated_at: NOW + 1 } : connection,
    )
  })

  // Two people press at once: one of them has moved it, the other is told that it was too late.
  it('happens once for two that ask at the same time', async () => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination, { status: 'pending' })
    const moves = await Promise.all([
      moveConnection(db, connection.id, ['pending'], 'active', NOW + 1),
      moveConnection(db, connection.id, ['pending'], 'active', NOW + 1),
    ])
    expect(moves.sort()).toEqual([false, true])
  })

  it('leaves other connections alone', async () => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const other = await connectionRow(db, source, destination)
    await moveConnection(db, connection.id, ['active'], 'inactive', NOW + 1)
    expect(await findConnection(db, source.environmentId, other.id)).toMatchObject(other)
  })
})
