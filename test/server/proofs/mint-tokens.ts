import type { ShareToken } from '../../../server/store/share-tokens.ts'
import type { TestStore } from '../store/fixture.ts'
import { connectionRow, inquiryRow, shareTokenRow } from '../store/rows.ts'

const TERMS = JSON.stringify({ url: 'https://bank.example/terms', version: '1' })

/** Tokens in good order, all of one connection on whose terms the destination redeems; one for each of `changes`. */
export async function mintTokens(
  { db, source, destination }: TestStore,
  changes: readonly Partial<ShareToken>[],
): Promise<ShareToken[]> {
  const terms = { source_terms_json: TERMS, destination_terms_json: TERMS }
  const connection = await connectionRow(db, source, destination, terms)
  const sourceId = await inquiryRow(db, source)
  const details = {
    type: 'connect/share',
    actions: ['redeem'],
    identifier: sourceId,
    datatypes: ['name'],
    locations: [destination.organizationId],
  }
  const ready = { source_id: sourceId, authorization_details_json: JSON.stringify(details) }
  const tokens = []
  for (const change of changes) tokens.push(await shareTokenRow(db, connection, { ...ready, ...change }))
  return tokens
}
