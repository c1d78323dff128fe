import { timingSafeEqual } from 'node:crypto'
import { ATTEMPTS_MAX } from '../../connect/confirmation-code.ts'
import { type AskedCode, macOfCode, readAskedCodes } from '../../redemption/codes.ts'
import { type ConfirmationCode, confirmAddress, countAttempt } from '../../store/confirmation-codes.ts'
import { holdAwaiting, type Lease } from '../../store/redemptions.ts'
import type { Session } from '../../store/sessions.ts'
import { type Db, transaction } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import type { SessionApi } from '../api.ts'
import type { ApiError } from '../http/api-error.ts'
import { keptAnswer, once, type Repeatable, repeatable } from '../http/idempotency.ts'
import { ok, type Reply } from '../http/reply.ts'
import type { CodeKind } from '../wire.ts'
import { refused, wrongCode } from './code-refusals.ts'
import { endOrRefuse } from './end-or-refuse.ts'
import { goOn, run } from './go-on.ts'
import { requireAwaiting } from './require-awaiting.ts'

export interface Confirming {
  kind: CodeKind
  code: string
  /** The language of the answer. */
  locale: string
  idempotencyKey: string | undefined
}

/**
 * Confirms an address by the code that was sent to it; with the last that the redemption waited for, it goes on. The
 * attempt is durable before anybody compares: whoever asks at the same time from many sides, or cuts the connection,
 * has the same five. Where the last of the last code was wrong, the redemption goes on without it.
 */
export async function confirmCode(api: SessionApi, session: Session, given: Confirming): Promise<Reply> {
  const { db } = api
  const vault = await api.vault.of(db, session.environment_id)
  const repeated = repeatableIn(session, given)
  const counted = await transaction(db, async tx => {
    await holdAwaiting(tx, session.id)
    const now = api.clock()
    const kept = repeated && (await keptAnswer(tx, vault, repeated, now))
    if (kept) return { kept }
    const asked = await requireAsked(api, tx, session, given.kind, now)
    const sentHere = asked.row && asked.addressMac.equals(asked.row.address_mac) ? asked.row : undefined
    const attempt = sentHere && (await countAttempt(tx, sentHere, now))
    return attempt ? { attempt, asked } : { refusal: refusalOf(asked, now) }
  })
  if ('kept' in counted) return counted.kept
  if ('refusal' in counted) return endOrRefuse(api, session, given, counted.refusal)
  const { attempt, asked } = counted
  if (!isRight(vault, attempt, asked, given.code)) {
    return endOrRefuse(api, session, given, wrongCode(ATTEMPTS_MAX - attempt.attempts))
  }
  let lease: Lease | null = null
  const reply = await transaction(db, async tx => {
    lease = null
    await holdAwaiting(tx, session.id)
    const now = api.clock()
    const awaiting = await requireAwaiting(tx, session, now)
    const write = async () => {
      if (!(await confirmAddress(tx, attempt, now))) throw refused('code_not_sent')
      const written = await goOn(api, tx, session, awaiting, given.locale, now)
      lease = written.lease
      return ok(written.document)
    }
    return repeated ? once(tx, vault, repeated, now, write) : write()
  })
  run(api, session, lease)
  return reply
}

/** In constant time. */
function isRight(
  vault: EnvironmentVault,
  { code_mac: mac }: ConfirmationCode,
  { kind, addressMac }: AskedCode,
  code: string,
): boolean {
  return mac !== null && timingSafeEqual(mac, macOfCode(vault, kind, addressMac, code))
}

async function requireAsked(api: SessionApi, tx: Db, session: Session, kind: CodeKind, now: number) {
  const { redemption, template } = await requireAwaiting(tx, session, now)
  const asked = (await readAskedCodes(api.engine, tx, redemption, template)).find(one => one.kind === kind)
  if (!asked) throw refused('code_not_asked_for')
  return asked
}

/** Why there is no code to try. */
function refusalOf({ row, sent, addressMac }: AskedCode, now: number): ApiError {
  if (!row || sent.confirmed || !addressMac.equals(row.address_mac)) return refused('code_not_sent')
  if (sent.attempts >= ATTEMPTS_MAX) return refused('code_attempts_exhausted')
  return refused(row.expires_at <= now ? 'code_expired' : 'code_not_sent')
}

function repeatableIn(
  { id, inquiry_id }: Session,
  { kind, code, idempotencyKey }: Confirming,
): Repeatable | null {
  const found = repeatable(null, idempotencyKey, 'POST', `/connect/session/codes/confirm ${id}`, {
    kind,
    code,
  })
  return found && { ...found, key: `${id} ${found.key}`, about: inquiry_id }
}
