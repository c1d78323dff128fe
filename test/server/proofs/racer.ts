import { text } from 'node:stream/consumers'
import { Pool } from 'pg'
import { pino } from 'pino'
import { z } from 'zod'
import { ClaimRefused, claim } from '../../../server/redemption/claim.ts'
import { openPool } from '../../../server/store/postgres/pool.ts'
import { EVERYTHING, openPostgres } from '../../../server/store/postgres/postgres.ts'
import { SETTING } from '../../../server/store/postgres/wall.ts'
import { findShareToken } from '../../../server/store/share-tokens.ts'
import { transaction } from '../../../server/store/store.ts'

/**
 * One instance of race-of-instances.test.ts, in a process of its own: takes its order from stdin, claims every token with
 * all its racers at once, and prints how often it won each.
 */
const order = z.object({
  databaseUrl: z.string(),
  environmentId: z.string(),
  tokenIds: z.array(z.string()),
  racers: z.int(),
  now: z.int(),
  /** The bug that this race is there to find: a claim that looks first and then takes. */
  planted: z.boolean(),
})

const given = order.parse(JSON.parse(await text(process.stdin)))
const race = given.planted ? await lookThenTake() : await claiming()
const wins: Record<string, number> = {}
for (const tokenId of given.tokenIds) {
  const won = await Promise.all(Array.from({ length: given.racers }, () => race.attempt(tokenId)))
  wins[tokenId] = won.filter(one => one).length
}
await race.close()
console.log(JSON.stringify(wins))

async function claiming() {
  const store = openPostgres(openPool(given.databaseUrl, pino({ level: 'silent' })))
  const { environmentId, now } = given
  const attempt = (tokenId: string) =>
    transaction(store.db, async tx => {
      const token = await findShareToken(tx, environmentId, tokenId)
      if (!token) throw new Error(`no token ${tokenId}`)
      const to = { destination: null, fieldMappings: [], consentId: null, session: null }
      await claim(tx, { token, environmentId, ...to, owner: `racer-${process.pid}` }, now)
      return true
    }).catch(error => {
      if (error instanceof ClaimRefused) return false
      throw error
    })
  return { attempt, close: store.close }
}

async function lookThenTake() {
  const pool = new Pool({
    connectionString: given.databaseUrl,
    max: given.racers,
    options: `-c ${SETTING}=${EVERYTHING}`,
  })
  return {
    async attempt(tokenId: string) {
      const found = await pool.query('select status from share_token where id = $1', [tokenId])
      if (found.rows[0]?.status !== 'created') return false
      await pool.query(`update share_token set status = 'pending' where id = $1`, [tokenId])
      return true
    },
    close: () => pool.end(),
  }
}
