import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { NOTICE_MS } from '../../../server/connect/pricing.ts'
import { newId } from '../../../server/ids.ts'
import { cloneOf } from '../api/backend.ts'
import { databaseUrlOf } from '../database.ts'
import { startServer, type TestServer } from '../harness.ts'
import { RATES } from '../prices.ts'
import { temporaryDirectory } from '../store/temporary-directory.ts'
import { runCommand } from './command.ts'

let server: TestServer
let aheadMs = 0
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + aheadMs })
})
afterAll(() => server.close())

const HOUR_MS = 3_600_000
const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString()

/** Runs the command beside the server that is running. */
async function prices(whose: string, document: unknown, dataDir = server.dataDir) {
  const file = join(temporaryDirectory(), 'prices.json')
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
  const databaseUrl = await databaseUrlOf(server.dataDir)
  const settings = { DATA_DIR: dataDir, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) }
  return runCommand('prices/prices', settings, [whose, file])
}

const listed = async () => (await server.destination.priceLists.list()).data

describe('npm run prices', () => {
  // Guarantee: what is charged after a list begins is charged by it, though nobody stopped the server.
  it('adds a list beside a running server, which goes by it from its date on', async () => {
    const organization = server.sandbox.destination['organization-id']
    const from = inAnHour()
    const outcome = await prices(organization, { currency: 'EUR', 'effective-from': from, rates: RATES })
    const [list] = await listed()
    expect(outcome).toEqual({ code: 0, said: `Added ${list?.id}, which holds from ${from} on.\n` })
    expect(list?.attributes).toMatchObject({
      scope: 'organization',
      currency: 'EUR',
      'effective-from': from,
      rates: RATES,
    })
    const charged = async () => {
      await cloneOf(server, 'complete')
      const { data } = await server.destination.usageEntries.list({ page: { size: 1 } })
      return [data[0]?.attributes.amount, data[0]?.attributes.currency]
    }
    expect(await charged()).toEqual([0, 'USD'])
    aheadMs = HOUR_MS + 1
    expect(await charged()).toEqual([RATES.clone, 'EUR'])
  })

  it('adds one for everybody who has none of their own', async () => {
    const document = { currency: 'JPY', 'effective-from': inAnHour(), rates: RATES }
    expect((await prices('everybody', document)).code).toBe(0)
    const { data } = await server.source.priceLists.list({ page: { size: 1 } })
    expect(data[0]?.attributes).toMatchObject({ scope: 'everybody', currency: 'JPY' })
  })

  // Guarantee: what has been used keeps its price: no list begins in the past, and what is refused changes nothing.
  it('refuses what is not a price list, or would change what has been used', async () => {
    const organization = server.sandbox.destination['organization-id']
    const right = { currency: 'EUR', 'effective-from': inAnHour(), rates: RATES }
    const soon = new Date(Date.now() + NOTICE_MS / 2).toISOString()
    const before = await listed()
    const refused: [string, string, unknown][] = [
      [
        'effective-from: must be at least 60 seconds from now',
        organization,
        { ...right, 'effective-from': soon },
      ],
      ['currency: must be the code of a currency', organization, { ...right, currency: 'EURO' }],
      ['rates.selfie', organization, { ...right, rates: { ...RATES, selfie: 1.5 } }],
      ['the file is not JSON', organization, '{'],
      ['is no organization here', newId('organization'), right],
    ]
    for (const [words, whose, document] of refused) {
      expect(await prices(whose, document)).toEqual({ code: 1, said: expect.stringContaining(words) })
    }
    expect(await listed()).toEqual(before)
  }, 60_000)

  it('says how it is used, and makes no store', async () => {
    const settings = { DATA_DIR: temporaryDirectory() }
    const usage = { code: 1, said: expect.stringContaining('npm run prices -- org_') }
    expect(await runCommand('prices/prices', settings, ['everybody'])).toEqual(usage)
    const file = join(temporaryDirectory(), 'prices.json')
    writeFileSync(file, '{}')
    const nothing = await runCommand('prices/prices', settings, ['everybody', file])
    expect(nothing).toEqual({ code: 1, said: expect.stringContaining('holds no store') })
  })
})
