import type { ServerApi } from '../../server/api/api.ts'
import type { Sandbox } from '../../server/sandbox-file.ts'
import { findEnvironment } from '../../server/store/organizations.ts'
import { type Db, transaction } from '../../server/store/store.ts'
import { findLatestVersion } from '../../server/store/templates.ts'
import { examinedBefore } from '../people/examined.ts'
import { people } from '../people/people.ts'
import { insertSourceInquiry } from './source-inquiry.ts'

/** The people that the sandbox's file names, by the name that it has for each. */
const NAMED = {
  'source-inquiry-id': 'complete',
  'source-inquiry-id-partial': 'no-proof-of-address',
} as const

/** Makes the specimen people again whom a reset has erased; the sandbox with their new inquiries. */
export async function restorePeople(api: ServerApi, sandbox: Sandbox): Promise<Sandbox> {
  const { db } = api.store
  const environment = await findEnvironment(db, sandbox.source['organization-id'], 'sandbox')
  if (!environment) return sandbox
  const made = await transaction(db, tx => makeAgain(api, tx, environment.id))
  const named = Object.entries(NAMED).flatMap(([name, person]) => {
    const id = made.get(person)
    return id === undefined ? [] : [[name, id]]
  })
  return { ...sandbox, ...Object.fromEntries(named) }
}

/** The inquiries that were made, by the person's key. */
async function makeAgain(api: ServerApi, tx: Db, environmentId: string): Promise<Map<string, string>> {
  const keys = people.map(({ key }) => key)
  const rows = await tx
    .selectFrom('inquiry')
    .select(['reference_id', 'template_id', 'creator', 'redacted_at'])
    .where('environment_id', '=', environmentId)
    .where('reference_id', 'in', keys)
    .execute()
  const there = new Set(rows.filter(row => row.redacted_at === null).map(row => row.reference_id))
  const missing = people.filter(({ key }) => !there.has(key))
  const [earlier] = rows
  const template = earlier?.template_id && (await findLatestVersion(tx, environmentId, earlier.template_id))
  if (!earlier || !template || missing.length === 0) return new Map()
  // The account of somebody who was erased is not theirs any more.
  await tx
    .updateTable('account')
    .set({ reference_id: null })
    .where('environment_id', '=', environmentId)
    .where('redacted_at', 'is not', null)
    .where('reference_id', 'in', keys)
    .execute()
  const vault = await api.vault.of(tx, environmentId)
  const examine = examinedBefore(api.engine.examine)
  const made = new Map<string, string>()
  for (const person of missing) {
    const inquiry = { vault, template, creator: earlier.creator, person, examine, now: api.clock() }
    made.set(person.key, await insertSourceInquiry(tx, inquiry))
  }
  return made
}
