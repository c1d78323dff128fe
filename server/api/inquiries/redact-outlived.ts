import { outlivedInquiries, outlivedInquiry } from '../../store/retained-inquiries.ts'
import { transaction } from '../../store/store.ts'
import type { ServerApi } from '../api.ts'
import { redactInquiry } from './redact.ts'

/** How many inquiries are looked for at once. */
const AT_ONCE = 100

type Deps = Pick<ServerApi, 'store' | 'vault' | 'clock' | 'stopping'>

/**
 * Redacts every inquiry that ended its template's `retention-days` ago, as if its organization had; how many it did. Each
 * is a transaction of its own that looks again, so that whoever else does so at the same time leaves it to one of both,
 * what has been resumed meanwhile stays, and one that cannot be redacted holds up none of the others. Throws at the end
 * where there was such a one: the next time comes to it again.
 */
export async function redactOutlivedInquiries(deps: Deps): Promise<number> {
  const { store, clock, stopping } = deps
  const failures: unknown[] = []
  const next = () => outlivedInquiries(store.db, clock(), { skip: failures.length, limit: AT_ONCE })
  let redacted = 0
  for (let ids = await next(); ids.length > 0 && !stopping.aborted; ids = await next()) {
    for (const id of ids) {
      try {
        if (await redactOutlived(deps, id)) redacted += 1
      } catch (error) {
        failures.push(error)
      }
    }
  }
  if (redacted > 0) await store.forgetErased()
  const [cause] = failures
  if (failures.length > 0)
    throw new Error(`inquiries that could not be redacted: ${failures.length}`, { cause })
  return redacted
}

const redactOutlived = (deps: Deps, id: string): Promise<boolean> =>
  transaction(deps.store.db, async tx => {
    const inquiry = await outlivedInquiry(tx, deps.clock(), id)
    if (inquiry) await redactInquiry(deps, tx, inquiry)
    return inquiry !== undefined
  })
