import { describe, expect, it } from 'vitest'
import {
  CONNECTION_TRANSITIONS,
  type ConnectionAction,
  type ConnectionSide,
} from '../../../server/connect/connection.ts'
import type { ConnectionStatus } from '../../../server/store/tables/connections.ts'

const ACTIONS: readonly ConnectionAction[] = ['accept', 'deactivate', 'reactivate']
const SIDES: readonly ConnectionSide[] = ['source', 'destination']
const STATUSES: readonly ConnectionStatus[] = ['pending', 'active', 'inactive']

/** Every move that is allowed, as published; what is not listed is not. */
const ALLOWED: Readonly<Record<string, ConnectionStatus>> = {
  'destination: accept a pending one': 'active',
  'source: deactivate a pending one': 'inactive',
  'source: deactivate an active one': 'inactive',
  'destination: deactivate a pending one': 'inactive',
  'destination: deactivate an active one': 'inactive',
  'source: reactivate an inactive one': 'pending',
}

const article = (status: ConnectionStatus) => (status === 'pending' ? 'a' : 'an')

const moves = ACTIONS.flatMap(action =>
  SIDES.flatMap(side =>
    STATUSES.map(status => ({
      action,
      side,
      status,
      move: `${side}: ${action} ${article(status)} ${status} one`,
    })),
  ),
)

const outcome = ({ action, side, status }: (typeof moves)[number]): ConnectionStatus | 'refused' => {
  const { by, from, to } = CONNECTION_TRANSITIONS[action]
  return by.includes(side) && from.includes(status) ? to : 'refused'
}

describe('the life of a connection', () => {
  // The whole table, so that no move is possible that nobody has thought of.
  it.each(moves)('$move', move => {
    expect(outcome(move)).toBe(ALLOWED[move.move] ?? 'refused')
  })

  it('lists no move above that does not exist', () => {
    const known = moves.map(({ move }) => move)
    expect(Object.keys(ALLOWED).filter(move => !known.includes(move))).toEqual([])
  })

  // Only the destination can say that it wants to receive: no move of the source alone makes a connection active.
  it('is never made active by the source', () => {
    const bySource = moves.filter(({ side }) => side === 'source').map(outcome)
    expect(bySource).not.toContain('active')
  })
})
