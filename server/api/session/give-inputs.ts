import { createHash } from 'node:crypto'
import { checkInputs, type GivenInputs } from '../../connect/check-inputs.ts'
import { replaceableAddresses } from '../../redemption/codes.ts'
import { recordEvent } from '../../store/events.ts'
import { updateInquiry } from '../../store/inquiries.ts'
import { holdAwaiting, type Lease } from '../../store/redemptions.ts'
import type { Session } from '../../store/sessions.ts'
import { type Db, transaction } from '../../store/store.ts'
import type { SessionApi } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { once, type Repeatable, repeatable } from '../http/idempotency.ts'
import { ok, type Reply } from '../http/reply.ts'
import type { InputsDocument } from '../wire.ts'
import { goOn, run } from './go-on.ts'
import { readInputState } from './input-state.ts'
import type { UploadedFile } from './read-inputs.ts'
import { requireAwaiting } from './require-awaiting.ts'
import { storeInputs } from './store-inputs.ts'

/** How many problems of one request are told. */
const PROBLEMS_MAX = 20

interface Giving {
  given: GivenInputs<UploadedFile>
  /** The language of the answer. */
  locale: string
  /** What the caller calls this act, so that the same again is answered as it was. */
  idempotencyKey: string | undefined
}

/**
 * Stores what a person gives of what is missing: all that a request brings, or nothing of it. Whoever brings the last
 * of what is required sets the redemption going again, in the same transaction, so that nothing that was acknowledged
 * waits for anybody.
 */
export async function giveInputs(api: SessionApi, session: Session, giving: Giving): Promise<Reply> {
  const { db } = api
  const vault = await api.vault.of(db, session.environment_id)
  const repeated = repeatableIn(session, giving)
  let lease: Lease | null = null
  const reply = await transaction(db, async tx => {
    lease = null
    await holdAwaiting(tx, session.id)
    const now = api.clock()
    const write = async () => {
      const written = await give(api, tx, session, giving, now)
      lease = written.lease
      return ok(written.document)
    }
    return repeated ? once(tx, vault, repeated, now, write) : write()
  })
  run(api, session, lease)
  return reply
}

async function give(
  api: SessionApi,
  tx: Db,
  session: Session,
  { given, locale }: Giving,
  now: number,
): Promise<{ document: InputsDocument; lease: Lease | null }> {
  const { redemption, inquiry, template } = await requireAwaiting(tx, session, now)
  const vault = await api.vault.of(tx, session.environment_id)
  const replaceable = await replaceableAddresses(api.engine, tx, redemption, template)
  const state = await readInputState(tx, vault, session)
  const { fields, problems } = checkInputs(template, state, given, replaceable)
  if (problems.length > 0) throw new ApiError('unprocessable', problems.slice(0, PROBLEMS_MAX))

  await storeInputs(tx, vault, session, fields, given, now)
  await updateInquiry(tx, inquiry, { updated_at: now })
  const event = {
    environmentId: session.environment_id,
    name: 'connect/redemption.input-given',
    object: { type: 'connect/redemption', id: redemption.id },
    attributes: { fields: fields.size, files: given.files.length },
  } as const
  await recordEvent(tx, event, now)

  return goOn(api, tx, session, { redemption, template }, locale, now)
}

/** A key of a session is its own; what is repeated is told by its content, for a form has another boundary each time. */
function repeatableIn({ id }: Session, { given, idempotencyKey }: Giving): Repeatable | null {
  const { fields, idClasses, files } = given
  const digests = files.map(({ kind, page, bytes }) => [
    kind,
    page,
    createHash('sha256').update(bytes).digest('hex'),
  ])
  const content = { fields, idClasses, files: digests }
  const found = repeatable(null, idempotencyKey, 'POST', `/connect/session/inputs ${id}`, content)
  return found && { ...found, key: `${id} ${found.key}` }
}
