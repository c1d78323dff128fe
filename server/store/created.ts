import { type SelectQueryBuilder, sql } from 'kysely'

/** When something was made, in milliseconds, both inclusive. */
export interface CreatedFilter {
  createdFrom?: number | undefined
  createdTo?: number | undefined
}

/** Narrows a query to what was made in a time. */
export function whereCreated<Database, Tables extends keyof Database, Row>(
  query: SelectQueryBuilder<Database, Tables, Row>,
  { createdFrom, createdTo }: CreatedFilter,
): SelectQueryBuilder<Database, Tables, Row> {
  const at = sql.ref<number>('created_at')
  const begun = createdFrom === undefined ? query : query.where(at, '>=', createdFrom)
  return createdTo === undefined ? begun : begun.where(at, '<=', createdTo)
}
