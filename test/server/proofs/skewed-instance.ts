import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { z } from 'zod'
import { systemClock } from '../../../server/clock.ts'
import { ClaimRefused, claim } from '../../../server/redemption/claim.ts'
import { openStore } from '../../../server/store/open.ts'
import { takeOver } from '../../../server/store/redemptions.ts'
import { findShareToken } from '../../../server/store/share-tokens.ts'
import { transaction } from '../../../server/store/store.ts'
import { asking } from '../../postgres.ts'

/**
 * One instance of clock.test.ts, in a process whose clock is set wrong: takes its order from stdin, claims each token and
 * takes each redemption over, and prints what came of it with the database's own time before and after.
 */
const order = z.object({
  databaseUrl: z.string(),
  environmentId: z.string(),
  tokenIds: z.array(z.string()),
  redemptionIds: z.array(z.string()),
  skewMs: z.int(),
  /** The bug that this proof is there to find: each instance goes by its machine's clock. */
  planted: z.boolean(),
})

const given = order.parse(JSON.parse(await text(process.stdin)))
const right = Date.now
Date.now = () => right() + given.skewMs

const place = { dataDir: '', databaseUrl: given.databaseUrl, databaseMigrateUrl: null }
const { store, clock: ofDatabase } = await openStore(place, pino({ level: 'silent' }))
const clock = given.planted || !ofDatabase ? systemClock : ofDatabase
const owner = `skewed-${process.pid}`

async function claims(tokenId: string): Promise<boolean> {
  const { environmentId } = given
  try {
    await transaction(store.db, async tx => {
      const token = await findShareToken(tx, environmentId, tokenId)
      if (!token) throw new Error(`no token ${tokenId}`)
      const to = { destination: null, fieldMappings: [], consentId: null, session: null }
      await claim(tx, { token, environmentId, ...to, owner }, clock())
    })
    return true
  } catch (error) {
    if (error instanceof ClaimRefused) return false
    throw error
  }
}

const takesOver = async (id: string): Promise<boolean> =>
  (await takeOver(store.db, { id, fence: 1 }, owner, clock(), clock() + 60_000)) !== null

await asking(given.databaseUrl, async referee => {
  const time = async (): Promise<number> => {
    const { rows } = await referee.query('select extract(epoch from clock_timestamp())::float8 * 1000 as now')
    return rows[0].now
  }
  const attempt = async (id: string, work: (id: string) => Promise<boolean>) => {
    const before = await time()
    const accepted = await work(id)
    return { id, accepted, before, after: await time() }
  }
  const claimed = []
  for (const id of given.tokenIds) claimed.push(await attempt(id, claims))
  const takenOver = []
  for (const id of given.redemptionIds) takenOver.push(await attempt(id, takesOver))
  console.log(JSON.stringify({ claimed, takenOver }))
})
await store.close()
