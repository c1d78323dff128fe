import { DatabaseError } from 'pg'

/** `serialization_failure` and `deadlock_detected` (PostgreSQL, appendix A): another transaction was there first. */
const CONTENTION: readonly (string | undefined)[] = ['40001', '40P01']

export const isContention = (error: unknown): boolean =>
  error instanceof DatabaseError && CONTENTION.includes(error.code)

/** What the database itself has refused: the connection is as good as before. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof DatabaseError && error.severity === 'ERROR'
