import { randomInt } from 'node:crypto'
import { CODE_DIGITS, CODE_MS, resendAt, sendsLeft } from '../../connect/confirmation-code.ts'
import type { CodeMessage } from '../../delivery/delivery.ts'
import { codeText } from '../../delivery/texts.ts'
import { type AskedCode, macOfCode, readAskedCodes } from '../../redemption/codes.ts'
import { newSecret } from '../../secrets.ts'
import {
  type ConfirmationCode,
  putConfirmationCode,
  sealMessage,
  takeBackCode,
} from '../../store/confirmation-codes.ts'
import { getEnvironment, getOrganizationOf } from '../../store/organizations.ts'
import { holdAwaiting } from '../../store/redemptions.ts'
import type { Session } from '../../store/sessions.ts'
import { type Db, transaction } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import type { SessionApi } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { forgetAnswer, once, type Repeatable, repeatable } from '../http/idempotency.ts'
import { ok, type Reply } from '../http/reply.ts'
import type { CodeKind } from '../wire.ts'
import { refused } from './code-refusals.ts'
import { endOrRefuse } from './end-or-refuse.ts'
import { readAskedInputs } from './go-on.ts'
import { requireAwaiting } from './require-awaiting.ts'

export interface Sending {
  kind: CodeKind
  /** The language of the message and of the answer. */
  locale: string
  idempotencyKey: string | undefined
}

/** A code that the store knows and nobody has been sent yet. */
interface Unsent {
  row: ConfirmationCode
  message: CodeMessage
}

/**
 * Sends a code to the address that a session asks the person to confirm. It is kept before it is sent, and taken back
 * where nothing took it, so that what arrives can always be confirmed. In the sandbox nothing is sent: the organization
 * reads it by its key. Where no more can be sent and none is left to try, the redemption goes on without one.
 */
export async function sendCode(api: SessionApi, session: Session, sending: Sending): Promise<Reply> {
  const { db } = api
  const vault = await api.vault.of(db, session.environment_id)
  const repeated = repeatableIn(session, sending)
  let unsent: Unsent[] = []
  const prepare = transaction(db, async tx => {
    unsent = []
    await holdAwaiting(tx, session.id)
    const now = api.clock()
    const write = async () => {
      const awaiting = await requireAwaiting(tx, session, now)
      const asked = await readAskedCodes(api.engine, tx, awaiting.redemption, awaiting.template)
      const mine = asked.find(one => one.kind === sending.kind)
      if (!mine) throw refused('code_not_asked_for')
      if (!mine.sent.confirmed) unsent.push(await keepCode(tx, vault, session, mine, sending.locale, now))
      const data = await readAskedInputs(api, tx, session, awaiting, sending.locale)
      return ok({ data, meta: { complete: false } })
    }
    return repeated ? once(tx, vault, repeated, now, write) : write()
  })
  const reply = await prepare.catch(error => {
    const isLast = error instanceof ApiError && error.reason?.code === 'code_sends_exhausted'
    if (isLast) return endOrRefuse(api, session, sending, error)
    throw error
  })
  for (const one of unsent) {
    if (await deliver(api, one)) continue
    await transaction(db, async tx => {
      await takeBackCode(tx, one.row)
      if (repeated) await forgetAnswer(tx, session.environment_id, repeated)
    })
    throw refused('code_not_delivered')
  }
  return reply
}

/** Makes a code and keeps it, in the place of the one before. Throws where it is too early, or there were enough. */
async function keepCode(
  tx: Db,
  vault: EnvironmentVault,
  session: Session,
  { kind, reach, addressMac, sent }: AskedCode,
  locale: string,
  now: number,
): Promise<Unsent> {
  if (sendsLeft(sent) === 0) throw refused('code_sends_exhausted')
  const waitMs = resendAt(sent) - now
  if (sent.sentAt > 0 && waitMs > 0) throw refused('code_sent_recently', Math.ceil(waitMs / 1000))
  const code = randomInt(10 ** CODE_DIGITS)
    .toString()
    .padStart(CODE_DIGITS, '0')
  const { name } = await getOrganizationOf(tx, session.environment_id)
  const text = codeText(locale, code, name)
  const isSandbox = (await getEnvironment(tx, session.environment_id)).kind === 'sandbox'
  const row = {
    session_id: session.id,
    kind,
    environment_id: session.environment_id,
    inquiry_id: session.inquiry_id,
    address_mac: addressMac,
    code_mac: macOfCode(vault, kind, addressMac, code),
    sent_at: now,
    expires_at: now + CODE_MS,
    attempts: 0,
    sends: sent.sends + 1,
    sends_in_all: sent.sendsInAll + 1,
    confirmed_at: null,
    sealed_message: isSandbox ? sealMessage(vault, session.id, kind, { code, text }) : null,
  }
  await putConfirmationCode(tx, row)
  const message = { id: newSecret(), ...reach, code, locale, text, 'expires-in-seconds': CODE_MS / 1000 }
  return { row, message }
}

async function deliver(api: SessionApi, { row, message }: Unsent): Promise<boolean> {
  if (row.sealed_message !== null) return true
  const send = api.engine.deliveries[message.channel]
  return send !== null && (await send(message))
}

function repeatableIn({ id, inquiry_id }: Session, { kind, idempotencyKey }: Sending): Repeatable | null {
  const found = repeatable(null, idempotencyKey, 'POST', `/connect/session/codes ${id}`, { kind })
  return found && { ...found, key: `${id} ${found.key}`, about: inquiry_id }
}
