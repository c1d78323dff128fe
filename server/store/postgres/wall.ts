import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Schema } from '../schema.ts'
import type { Db } from '../store.ts'

/**
 * The second wall between organizations. Every statement of ours names the environment that it is about; where one
 * forgets to, the database answers as if nobody else's rows were there (row-level security). Which environments a
 * transaction sees is its setting `connect.environments`; without one it sees nothing. The wall stops a forgotten
 * condition, not somebody who can send statements of their own: they could set what they like.
 */

/** How rows of a table belong to an environment. */
type Belonging =
  /** By `environment_id`. */
  | 'one'
  /** To an organization, whichever of its environments is seen. */
  | 'organization'
  /** To both sides of a connection. */
  | 'both-sides'
  /** To its source, and to whoever has presented its secret. */
  | 'invite'
  /** To the environments of an organization, or to everybody's where it names none; only the server as a whole writes. */
  | 'organization-or-all'
  /** To whoever sees the session or the redemption that it tells of. */
  | 'stream'
  /** To whoever holds a wrap of its key; without any, to nobody. */
  | 'wrapped'
  /** Everybody may look up, and what is there is never changed: found by the hash of what it says. */
  | 'by-hash'
  /** Everybody may look up, and only the server as a whole writes: who takes part. */
  | 'directory'
  /** Everybody may add: identifiers of what is to be done, which only the job queue reads. */
  | 'queue'
  /** The server's own. */
  | 'server'

/** A table that is missing here does not compile. */
const BELONGING: Readonly<Record<keyof Schema, Belonging>> = {
  organization: 'directory',
  environment: 'directory',
  api_key: 'one',
  connection: 'both-sides',
  connection_invite: 'invite',
  inquiry_template: 'one',
  inquiry_template_version: 'one',
  inquiry: 'one',
  inquiry_session: 'one',
  one_time_link: 'one',
  field: 'one',
  account: 'one',
  transaction: 'one',
  document: 'one',
  file: 'one',
  blob: 'wrapped',
  verification: 'one',
  share_token: 'both-sides',
  session: 'one',
  share_request: 'both-sides',
  notice: 'by-hash',
  consent: 'one',
  redemption: 'one',
  progress_event: 'stream',
  event: 'one',
  webhook: 'one',
  webhook_delivery: 'one',
  idempotency: 'one',
  reference_list: 'one',
  reference_row: 'one',
  reference_key: 'one',
  picture: 'one',
  picture_band: 'one',
  provider_answer: 'one',
  confirmation_code: 'one',
  workflow: 'one',
  workflow_version: 'one',
  workflow_run: 'one',
  workflow_run_step: 'one',
  audit_entry: 'one',
  audit_object: 'one',
  audit_unsealed: 'one',
  audit_root: 'one',
  audit_leaf: 'one',
  operator: 'organization',
  sign_in_link: 'organization',
  dashboard_session: 'organization',
  passkey: 'organization',
  passkey_challenge: 'server',
  price_list: 'organization-or-all',
  usage_entry: 'one',
  agreement: 'directory',
  agreement_signature: 'one',
  outbox: 'queue',
  worker_beat: 'queue',
  setting: 'server',
}

/** What is only ever added. */
const APPEND_ONLY: readonly (keyof Schema)[] = [
  'consent',
  'notice',
  'agreement',
  'agreement_signature',
  'price_list',
  'usage_entry',
  'audit_entry',
  'audit_object',
  'audit_root',
  'audit_leaf',
]

/** The setting of a transaction that says what it sees: identifiers of environments with spaces between, or `*`. */
export const SETTING = 'connect.environments'
const PRESENTED = 'connect.presented'
const seen = `current_setting('${SETTING}', true)`

const FUNCTIONS = [
  `create or replace function connect_sees_all() returns boolean stable language sql as
     $$ select ${seen} = '*' $$`,
  `create or replace function connect_sees(environment_id text) returns boolean stable language sql as
     $$ select ${seen} = '*' or environment_id = any (string_to_array(${seen}, ' ')) $$`,
  // The only way across: the rest of the transaction sees both sides of a connection that it sees.
  `create or replace function connect_see_both_sides(connection_id text) returns void language sql as
     $$ select set_config('${SETTING}', concat_ws(' ', ${seen}, source_environment_id, destination_environment_id), true)
        from connection where id = connection_id and not connect_sees_all() $$`,
  `create or replace function connect_see_presented(secret_hash text) returns void language sql as
     $$ select set_config('${PRESENTED}', secret_hash, true) $$`,
  // Asks for everybody: bytes go with the last wrap, whoever has it.
  `create or replace function connect_is_unwrapped(blob text) returns boolean stable language plpgsql as $$
     declare
       before text := coalesce(${seen}, '');
       is_unwrapped boolean;
     begin
       perform set_config('${SETTING}', '*', true);
       select not exists (select from file where blob_id = blob) into is_unwrapped;
       perform set_config('${SETTING}', before, true);
       return is_unwrapped;
     end $$`,
]

/** The policies of a table: rows that are seen, and rows that may be written where those are others. */
const POLICIES: Readonly<Record<Belonging, (table: string) => string[]>> = {
  one: table => [`create policy wall on ${table} using (connect_sees(environment_id))`],
  organization: table => [
    `create policy wall on ${table} using (
       connect_sees_all()
       or exists (select from environment where environment.organization_id = ${table}.organization_id
                  and connect_sees(environment.id)))`,
  ],
  'both-sides': table => [
    `create policy wall on ${table}
       using (connect_sees(source_environment_id) or connect_sees(destination_environment_id))`,
  ],
  invite: table => [
    `create policy wall on ${table}
       using (connect_sees(source_environment_id) or secret_hash = current_setting('${PRESENTED}', true))`,
  ],
  'organization-or-all': table => [
    `create policy wall on ${table} for select using (exists (
       select from environment where connect_sees(environment.id)
         and coalesce(${table}.organization_id, environment.organization_id) = environment.organization_id))`,
    `create policy wall_write on ${table} using (connect_sees_all())`,
  ],
  stream: table => [
    `create policy wall on ${table} using (
       connect_sees_all()
       or exists (select from session where session.id = stream_id)
       or exists (select from redemption where redemption.id = stream_id))`,
  ],
  wrapped: table => [
    `create policy wall on ${table} using (
       exists (select from file where file.blob_id = ${table}.id) or connect_is_unwrapped(id))`,
    `create policy wall_delete on ${table} as restrictive for delete using (connect_is_unwrapped(id))`,
  ],
  'by-hash': table => [`create policy wall on ${table} using (true)`],
  queue: table => [`create policy wall on ${table} using (true)`],
  directory: table => [
    `create policy wall on ${table} for select using (true)`,
    `create policy wall_write on ${table} using (connect_sees_all())`,
  ],
  server: table => [`create policy wall on ${table} using (connect_sees_all())`],
}

/** Which wall stands is kept as a comment on its first function, so that it is not built again at every start. */
const BUILT = `select obj_description(to_regprocedure('connect_sees(text)'), 'pg_proc') as hash`

/**
 * Builds the wall where there is none, or another than this program's; `anew` where tables have changed. `db` is the
 * owner of the tables; `role` is whom the server runs as.
 */
export async function buildWall(db: Db, role: string, { anew }: { anew: boolean }): Promise<void> {
  const statements = [...FUNCTIONS, ...WALLED.flatMap(table => wallOf(table, quoted(role))), RATE_WINDOW]
  statements.push(
    `grant select, insert, update, delete on rate_window to ${quoted(role)}`,
    `grant select on kysely_migration to ${quoted(role)}`,
  )
  const hash = createHash('sha256').update(statements.join(';')).digest('hex')
  await db.transaction().execute(async tx => {
    const { rows } = await sql.raw<{ hash: string | null }>(BUILT).execute(tx)
    if (!anew && rows[0]?.hash === hash) return
    for (const statement of statements) await sql.raw(statement).execute(tx)
    await sql.raw(`comment on function connect_sees(text) is '${hash}'`).execute(tx)
  })
}

/** Counts of requests, for all instances together; not logged, since they are worth nothing after a crash. */
const RATE_WINDOW = `create unlogged table if not exists rate_window (
  key_id text primary key, started_at bigint not null, count bigint not null
)`

const isTable = (name: string): name is keyof Schema => Object.hasOwn(BELONGING, name)

/** The tables that the wall runs through. */
export const WALLED: readonly (keyof Schema)[] = Object.keys(BELONGING).filter(isTable)

function wallOf(name: keyof Schema, role: string): string[] {
  const table = quoted(name)
  const acts = APPEND_ONLY.includes(name) ? 'select, insert' : 'select, insert, update, delete'
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    ...['wall', 'wall_write', 'wall_delete'].map(policy => `drop policy if exists ${policy} on ${table}`),
    ...POLICIES[BELONGING[name]](table),
    `revoke all on ${table} from ${role}`,
    `grant ${acts} on ${table} to ${role}`,
  ]
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
