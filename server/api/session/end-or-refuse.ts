import { standingOf } from '../../connect/confirmation-code.ts'
import { readAskedCodes } from '../../redemption/codes.ts'
import { holdAwaiting } from '../../store/redemptions.ts'
import type { Session } from '../../store/sessions.ts'
import { transaction } from '../../store/store.ts'
import type { SessionApi } from '../api.ts'
import type { ApiError } from '../http/api-error.ts'
import type { CodeKind } from '../wire.ts'
import { goOn, run } from './go-on.ts'
import { requireAwaiting } from './require-awaiting.ts'

/** Tells the refusal; where no code can follow, the redemption goes on, and the check is not passed. */
export async function endOrRefuse(
  api: SessionApi,
  session: Session,
  { kind, locale }: { kind: CodeKind; locale: string },
  refusal: ApiError,
): Promise<never> {
  const lease = await transaction(api.db, async tx => {
    await holdAwaiting(tx, session.id)
    const now = api.clock()
    const awaiting = await requireAwaiting(tx, session, now)
    const asked = await readAskedCodes(api.engine, tx, awaiting.redemption, awaiting.template)
    const mine = asked.find(one => one.kind === kind)
    if (!mine || standingOf(mine.sent, now) !== 'refused') return null
    return (await goOn(api, tx, session, awaiting, locale, now)).lease
  })
  run(api, session, lease)
  throw refusal
}
