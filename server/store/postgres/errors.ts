import { DatabaseError } from 'pg'

/** `serialization_failure` and `deadlock_detected` (PostgreSQL, appendix A): another transaction was there first. */
const CONTENTION: readonly (string | undefined)[] = ['40001', '40P01']

export const isContention = (error: unknown): boolean =>
  error instanceof DatabaseError && CONTENTION.includes(error.code)

/** `character_not_in_repertoire`: a NUL character, which a text of PostgreSQL cannot hold. */
export const isRefusedText = (error: unknown): boolean =>
  error instanceof DatabaseError && error.code === '22021'

/** What the database itself has refused: the connection is as good as before. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof DatabaseError && error.severity === 'ERROR'
