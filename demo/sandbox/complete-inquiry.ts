import type { ServerApi } from '../../server/api/api.ts'
import type { Sandbox } from '../../server/sandbox-file.ts'
import { recordEvent } from '../../server/store/events.ts'
import { findInquiry } from '../../server/store/inquiries.ts'
import { transaction } from '../../server/store/store.ts'
import { findVersion } from '../../server/store/templates.ts'
import { examinedBefore } from '../people/examined.ts'
import { people } from '../people/people.ts'
import type { PersonKey } from '../people/person.ts'
import { insertSourceInquiry } from './source-inquiry.ts'

/**
 * Has a specimen person complete another inquiry at the exchange, with all that they have: it is made as the sandbox's
 * own are, and told as every completed inquiry is. The API has no such call: in the sandbox nobody holds a document into a
 * camera. Its identifier.
 */
export async function completeInquiry(
  api: ServerApi,
  sandbox: Sandbox,
  personKey: PersonKey,
): Promise<string> {
  const person = people.find(({ key }) => key === personKey)
  const { environment_id: environmentId } = await api.store.db
    .selectFrom('inquiry')
    .select('environment_id')
    .where('id', '=', sandbox['source-inquiry-id'])
    .executeTakeFirstOrThrow()
  return transaction(api.store.db, async tx => {
    const now = api.clock()
    const like = await findInquiry(tx, environmentId, sandbox['source-inquiry-id'])
    const versionId = like?.template_version_id
    const template = versionId ? await findVersion(tx, environmentId, versionId) : undefined
    if (!person || !like || !template) throw new Error('the sandbox has no such person')
    const vault = await api.vault.of(tx, environmentId)
    const examine = examinedBefore(api.engine.examine)
    const made = { vault, template, creator: like.creator, person, examine, now }
    const id = await insertSourceInquiry(tx, made)
    const { status } = (await findInquiry(tx, environmentId, id)) ?? like
    const object = { type: 'inquiry', id }
    await recordEvent(tx, { environmentId, name: 'inquiry.completed', object, attributes: { status } }, now)
    return id
  })
}
