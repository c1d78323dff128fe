import { z } from 'zod'
import { codesFrom, missingFrom } from '../../connect/gap.ts'
import { authorizationDetails, documentTravels, fieldTravels, scopeOf } from '../../connect/scope.ts'
import type { TemplateDocument } from '../../connect/template.ts'
import { findConnection } from '../../store/connections.ts'
import { holdingsOf } from '../../store/inquiries.ts'
import { dataTypes, readJson } from '../../store/json.ts'
import type { ShareToken } from '../../store/share-tokens.ts'
import { type Db, seeBothSides } from '../../store/store.ts'
import { listVerifications } from '../../store/verifications.ts'
import type { AwaitedInput, DataType } from '../wire.ts'

/** Whether something is there, never what it is. */
const presence = z.strictObject({ visibility: z.literal('presence'), value: z.boolean() })

export const sourceDataSchema = z.strictObject({
  type: z.string(),
  id: z.string(),
  'peekable-attributes': z.strictObject({ fields: z.record(z.string(), presence) }),
  'related-objects': z
    .array(z.strictObject({ type: z.string(), id: z.string(), 'peekable-attributes': z.strictObject({}) }))
    .optional(),
})

/**
 * What a redemption of this token may bring: token ∩ connection, before consent and template narrow it further. Lets
 * the transaction see the source.
 */
async function reachOf(tx: Db, token: ShareToken): Promise<DataType[]> {
  await seeBothSides(tx, token.connection_id)
  const connection = await findConnection(tx, token.destination_environment_id, token.connection_id)
  const { datatypes } = readJson(authorizationDetails, token.authorization_details_json)
  return connection ? scopeOf(datatypes, readJson(dataTypes, connection.data_types_json)) : []
}

/** The source as its destination may see it before redeeming: which fields have a value, and what hangs on it. */
export async function peek(tx: Db, token: ShareToken): Promise<z.infer<typeof sourceDataSchema>> {
  const scope = await reachOf(tx, token)
  const held = await holdingsOf(tx, token.source_environment_id, token.source_id)
  const fields = [...held.fields].filter(name => fieldTravels(scope, name))
  const verifications = await listVerifications(tx, token.source_environment_id, [token.source_id])
  return {
    type: `connect/source-data/${token.source_type === 'transaction' ? 'txn' : token.source_type}`,
    id: token.source_id,
    'peekable-attributes': {
      fields: Object.fromEntries(
        fields.map(name => [name, { visibility: 'presence' as const, value: true }]),
      ),
    },
    'related-objects': verifications.map(({ kind, id }) => ({
      type: `connect/source-data/verification/${kind}`,
      id,
      'peekable-attributes': {},
    })),
  }
}

export interface Gap {
  available: DataType[]
  missing: AwaitedInput[]
}

/** What a session's redemption into this template would leave to its person, found without redeeming. */
export async function previewGap(tx: Db, token: ShareToken, template: TemplateDocument): Promise<Gap> {
  const scope = await reachOf(tx, token)
  const held = await holdingsOf(tx, token.source_environment_id, token.source_id)
  const fields = new Set([...held.fields].filter(name => fieldTravels(scope, name)))
  const documents = new Set([...held.documents].filter(kind => documentTravels(scope, kind)))
  const missing = [...missingFrom(template, { fields, documents }), ...codesFrom(template, fields)]
  return { available: scope, missing }
}
