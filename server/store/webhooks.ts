import type { Selectable } from 'kysely'
import { readJson, words } from './json.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { called } from './search.ts'
import type { Db } from './store.ts'
import type { WebhookTable } from './tables/events.ts'
import type { EnvironmentVault } from './vault.ts'

export type Webhook = Selectable<WebhookTable>

export type WebhookChange = Partial<Omit<Webhook, 'id' | 'environment_id' | 'created_at'>>

export const insertWebhook = (db: Db, row: Webhook) => db.insertInto('webhook').values(row).execute()

export const findWebhook = (db: Db, environmentId: string, id: string): Promise<Webhook | undefined> =>
  db
    .selectFrom('webhook')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export const updateWebhook = (db: Db, webhook: Webhook, change: WebhookChange) =>
  db
    .updateTable('webhook')
    .set(change)
    .where('environment_id', '=', webhook.environment_id)
    .where('id', '=', webhook.id)
    .execute()

export interface WebhookFilter {
  status?: Webhook['status'] | undefined
  /** An identifier, or a part of what it is called. */
  search?: string | undefined
}

export async function listWebhooks(
  db: Db,
  environmentId: string,
  { status, search }: WebhookFilter,
  page: PageRequest,
): Promise<Page<Webhook>> {
  let query = db.selectFrom('webhook').selectAll().where('environment_id', '=', environmentId)
  if (status !== undefined) query = query.where('status', '=', status)
  if (search === undefined) return readPage(query, page)
  return readPage(query.where('id', 'in', await called(db, 'webhook', environmentId, search)), page)
}

/** How many of an environment's webhooks are enabled. */
export async function countEnabled(db: Db, environmentId: string): Promise<number> {
  const { count } = await db
    .selectFrom('webhook')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('environment_id', '=', environmentId)
    .where('status', '=', 'enabled')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The identifiers of the enabled webhooks that want to hear of an event. */
export async function webhooksFor(db: Db, environmentId: string, eventName: string): Promise<string[]> {
  const enabled = await db
    .selectFrom('webhook')
    .select(['id', 'enabled_events_json'])
    .where('environment_id', '=', environmentId)
    .where('status', '=', 'enabled')
    .execute()
  const wants = (names: string[]) => names.includes('*') || names.includes(eventName)
  return enabled.filter(one => wants(readJson(words, one.enabled_events_json))).map(one => one.id)
}

type SealedColumn = 'secret' | 'headers'

const contextOf = (webhookId: string, column: SealedColumn) => ['webhook', webhookId, column]

export const sealOfWebhook = (vault: EnvironmentVault, id: string, column: SealedColumn, text: string) =>
  vault.seal(text, contextOf(id, column))

export const unsealOfWebhook = (
  vault: EnvironmentVault,
  id: string,
  column: SealedColumn,
  sealed: Uint8Array,
) => vault.unseal(sealed, contextOf(id, column))

/** The secrets that sign at `now`, the newest first: one, or two while a rotation is under way. */
export function liveSecrets(vault: EnvironmentVault, webhook: Webhook, now: number): string[] {
  const {
    id,
    sealed_secret: newest,
    sealed_previous_secret: previous,
    previous_secret_expires_at: until,
  } = webhook
  const sealed = previous && until !== null && now < until ? [newest, previous] : [newest]
  return sealed.map(one => unsealOfWebhook(vault, id, 'secret', one))
}
