import { EventEmitter, once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '../../../client/client.ts'
import type { Sandbox } from '../../../server/sandbox-file.ts'

/** The pause before a call is made again while nobody answers it, in ms. */
const AGAIN_MS = 20

/** A redemption that a server has said yes to. */
export interface Acknowledged {
  tokenId: string
  accountId: string
}

export interface Load {
  acknowledged: readonly Acknowledged[]
  /** Resolves once so many more have been acknowledged. */
  more(count: number): Promise<void>
  /** Lets each caller come to the end of what it asks for. */
  stop(): Promise<void>
}

/** Callers who each have one redemption after the other begun. */
export function startLoad(source: Client, destination: Client, sandbox: Sandbox, callers: number): Load {
  const acknowledged: Acknowledged[] = []
  const progress = new EventEmitter()
  let isStopped = false
  const calling = Array.from({ length: callers }, async () => {
    while (!isStopped) {
      acknowledged.push(await redeemIntoAccount(source, destination, sandbox))
      progress.emit('acknowledged')
    }
  })
  return {
    acknowledged,
    async more(count) {
      const until = acknowledged.length + count
      while (acknowledged.length < until) await once(progress, 'acknowledged')
    },
    async stop() {
      isStopped = true
      await Promise.all(calling)
    },
  }
}

/** A client that asks whichever instance is alive, again until one answers, and always under the same key. */
export function clientOf(apiKey: string, alive: () => string): Client {
  const base = 'http://connect.invalid/api/v1'
  return createClient({
    baseUrl: base,
    apiKey,
    retries: 10_000,
    wait: () => pause(AGAIN_MS),
    fetch: (url, init) => fetch(String(url).replace(base, `${alive()}/api/v1`), init),
  })
}

/** A person's data into a new account; resolves once the server has acknowledged it. */
export async function redeemIntoAccount(
  source: Client,
  destination: Client,
  sandbox: Sandbox,
): Promise<Acknowledged> {
  const account = await destination.accounts.create({})
  const token = await source.shareTokens.create({
    'connection-id': sandbox['connection-id'],
    'source-id': sandbox['source-inquiry-id'],
  })
  await destination.shareTokens.redeem(token.data.id, { 'destination-id': account.data.id })
  return { tokenId: token.data.id, accountId: account.data.id }
}

/** What became of all that was acknowledged, once nothing runs any more. */
export async function outcomesOf(destination: Client, acknowledged: readonly Acknowledged[]) {
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
