import type { ConnectionStatus } from '../store/tables/connections.ts'

export type ConnectionSide = 'source' | 'destination'
export type ConnectionAction = 'accept' | 'deactivate' | 'reactivate'

interface Transition {
  by: readonly ConnectionSide[]
  from: readonly ConnectionStatus[]
  to: ConnectionStatus
}

/** The life of a connection, as published; `accept` is the destination's answer to a pending one. */
export const CONNECTION_TRANSITIONS: Readonly<Record<ConnectionAction, Transition>> = {
  accept: { by: ['destination'], from: ['pending'], to: 'active' },
  deactivate: { by: ['source', 'destination'], from: ['pending', 'active'], to: 'inactive' },
  reactivate: { by: ['source'], from: ['inactive'], to: 'pending' },
}
