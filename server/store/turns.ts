import { PostgresAdapter } from 'kysely'
import type { Db } from './store.ts'

/**
 * Does `work` once all who came before have had their turn, one at a time. Whoever lost to another transaction waits
 * here instead of trying against all the others that lost: of many that begin at the same moment each would otherwise
 * spoil the next one's try.
 */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/** PostgreSQL's adapter, by which queries are known to be on a store that has turns. */
export class TurnsAdapter extends PostgresAdapter {
  readonly turns: Turns

  constructor(turns: Turns) {
    super()
    this.turns = turns
  }
}

/** Those of the store that `db` is on. Where it runs one transaction at a time anyway, it is everybody's turn. */
export function turnsOf(db: Db): Turns {
  const { adapter } = db.getExecutor()
  return adapter instanceof TurnsAdapter ? adapter.turns : work => work()
}
