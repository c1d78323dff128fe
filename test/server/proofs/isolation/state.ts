import type { Client } from 'pg'
import { asking } from '../../../postgres.ts'

/**
 * What stands in the end, as JSON: a token that was taken is taken, however far its redemption has come meanwhile.
 * Identifiers are left out, which are new each time.
 */
export const FIND = `select json_build_object(
  'done', (select coalesce(json_agg(name order by name), '[]') from saved.done),
  'connections', (select json_agg(status order by id) from connection),
  'tokens', (select json_agg(case when status in ('pending', 'redeemed', 'failed') then 'taken' else status end order by id) from share_token),
  'redemptions', (select count(*) from redemption),
  'consents', (select json_agg(concat(side, ' ', basis, ' ', decision) order by side, basis, decision) from consent),
  'events', (select json_agg(name order by name) from event where name ~ '^connect/(connection|consent|redemption.accepted|share-token.*expired)')
)::text as found`

/** The tables that anything of this writes to. */
const TABLES = [
  'connection',
  'share_token',
  'consent',
  'redemption',
  'event',
  'progress_event',
  'notice',
  'audit_entry',
  'audit_object',
  'audit_unsealed',
  'audit_root',
  'audit_leaf',
] as const

/** Puts every row back as it was when it was saved. */
export const RESTORE = [
  'set session_replication_role = replica',
  'truncate saved.done',
  ...TABLES.flatMap(table => [`delete from ${table}`, `insert into ${table} select * from saved.${table}`]),
].join(';\n')

/** Keeps the rows as they are now. */
export const save = (url: string): Promise<void> =>
  asking(url, async client => {
    await client.query('drop schema if exists saved cascade; create schema saved')
    for (const table of TABLES) await client.query(`create table saved.${table} as table ${table}`)
    await client.query('create table saved.done (name text); grant usage on schema saved to connect')
    await client.query('grant insert on saved.done to connect')
  })

export const restore = (url: string): Promise<unknown> => asking(url, client => client.query(RESTORE))

/** What stands now that no redemption runs any more. */
export const find = (url: string): Promise<string> =>
  asking(url, async client => {
    while (await isRunning(client));
    const { rows } = await client.query(FIND)
    return rows[0].found
  })

async function isRunning(client: Client): Promise<boolean> {
  const { rowCount } = await client.query("select from redemption where status = 'running'")
  return rowCount !== 0
}
