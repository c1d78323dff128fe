import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, createClient } from '../../../client/client.ts'
import type { Sandbox } from '../../../server/sandbox-file.ts'
import { dropDatabaseOf, isPostgres } from '../database.ts'
import { startServer } from '../harness.ts'
import { isLong, report } from './form.ts'
import { type Instance, startInstance } from './instance.ts'

/** The embedded store has one instance, PostgreSQL two, of which one dies at a time. */
const INSTANCES = isPostgres ? 2 : 1
const ROUNDS = isLong ? 200 : 3
/** How many redemptions are acknowledged between two deaths, and how many callers ask for them. */
const BETWEEN = 12
const CALLERS = 4
/** The pause before a call is made again while its server is dead, in ms. */
const AGAIN_MS = 20
const LIMIT_MS = isLong ? 7_200_000 : 120_000

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'connect-load-'))
})
afterAll(async () => {
  await dropDatabaseOf(dataDir)
  rmSync(dataDir, { recursive: true })
})

/** A client that asks whichever instance is alive, again until one answers, and always under the same key. */
function clientOf(apiKey: string, alive: () => Instance): Client {
  const base = 'http://connect.invalid/api/v1'
  return createClient({
    baseUrl: base,
    apiKey,
    retries: 10_000,
    wait: () => pause(AGAIN_MS),
    fetch: (url, init) => fetch(String(url).replace(base, `${alive().origin}/api/v1`), init),
  })
}

describe(`kill -9 of ${INSTANCES === 1 ? 'the server' : 'one server of two'}, again and again, under load`, () => {
  // Guarantee: every redemption that was acknowledged is carried out, once, whoever died meanwhile.
  it('loses and doubles nothing that was acknowledged', { timeout: LIMIT_MS }, async () => {
    const sandbox = await makeSandbox()
    const instances = await Promise.all(Array.from({ length: INSTANCES }, () => startInstance(dataDir)))
    let asked = 0
    const alive = () => instances[asked++ % INSTANCES] ?? expect.fail('no instance')
    const destination = clientOf(sandbox.destination['api-key'], alive)
    const source = clientOf(sandbox.source['api-key'], alive)
    const acknowledged: { tokenId: string; accountId: string }[] = []
    const progress = new EventEmitter()
    let stopped = false
    const calling = Array.from({ length: CALLERS }, async () => {
      while (!stopped) {
        acknowledged.push(await redeemIntoAccount(source, destination, sandbox))
        progress.emit('acknowledged')
      }
    })

    for (let round = 0; round < ROUNDS; round++) {
      const until = acknowledged.length + BETWEEN
      while (acknowledged.length < until) await once(progress, 'acknowledged')
      const dying = round % INSTANCES
      await instances[dying]?.kill()
      instances[dying] = await startInstance(dataDir)
    }
    stopped = true
    await Promise.all(calling)

    const found = await outcomesOf(destination, acknowledged)
    report('kill -9', { instances: INSTANCES, rounds: ROUNDS, acknowledged: acknowledged.length, ...found })
    await Promise.all(instances.map(instance => instance.kill()))
    expect(found).toEqual({ lost: 0, duplicated: 0, unfinished: 0 })
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * BETWEEN)
  })
})

async function makeSandbox(): Promise<Sandbox> {
  const server = await startServer({ dataDir })
  await server.close()
  return server.sandbox
}

/** A person's data into a new account; resolves once the server has acknowledged it. */
async function redeemIntoAccount(source: Client, destination: Client, sandbox: Sandbox) {
  const account = await destination.accounts.create({})
  const token = await source.shareTokens.create({
    'connection-id': sandbox['connection-id'],
    'source-id': sandbox['source-inquiry-id'],
  })
  await destination.shareTokens.redeem(token.data.id, { 'destination-id': account.data.id })
  return { tokenId: token.data.id, accountId: account.data.id }
}

/** What became of all that was acknowledged, once nothing runs any more. */
async function outcomesOf(destination: Client, acknowledged: { tokenId: string; accountId: string }[]) {
  const runs = new Map<string, string[]>()
  for await (const redemption of destination.redemptions.all({ page: { size: 100 } })) {
    for await (const _event of destination.redemptions.events(redemption.id));
    const tokenId = redemption.relationships?.['share-token'].data?.id ?? ''
    runs.set(tokenId, [...(runs.get(tokenId) ?? []), redemption.id])
  }
  let lost = 0
  let unfinished = 0
  for (const { tokenId, accountId } of acknowledged) {
    const token = await destination.shareTokens.retrieve(tokenId)
    if (token.data.attributes.status !== 'redeemed') unfinished += 1
    const account = await destination.accounts.retrieve(accountId)
    if (!runs.has(tokenId) || !account.data.attributes.fields.birthdate?.value) lost += 1
  }
  return { lost, duplicated: [...runs.values()].filter(ids => ids.length > 1).length, unfinished }
}
