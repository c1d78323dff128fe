import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What everybody pays until an operator says otherwise: nothing. */
const FREE = JSON.stringify({
  'government-id': 0,
  selfie: 0,
  document: 0,
  database: 0,
  'phone-number': 0,
  'email-address': 0,
  clone: 0,
})

const statements = [
  `create table price_list (
     id text primary key, organization_id text references organization, currency text not null,
     effective_from integer not null, rates_json text not null, created_at integer not null
   ) strict`,
  'create index price_list_organization on price_list (organization_id, effective_from)',
  `create trigger price_list_append_only before update on price_list
     begin select raise(abort, 'price lists are append-only'); end`,
  `create trigger price_list_kept before delete on price_list
     begin select raise(abort, 'price lists are append-only'); end`,
  `insert into price_list values ('plst_00000000000000000000000000', null, 'USD', 0, '${FREE}', 0)`,
  `create table usage_entry (
     id text primary key, environment_id text not null references environment,
     redemption_id text not null references redemption, verification_id text unique references verification,
     share_token_id text not null references share_token, connection_id text not null references connection,
     kind text not null, quantity integer not null check (quantity > 0),
     unit_amount integer not null check (unit_amount >= 0), amount integer not null,
     currency text not null, price_list_id text not null references price_list,
     month text not null, occurred_at integer not null,
     check (amount = quantity * unit_amount),
     unique (redemption_id, kind)
   ) strict`,
  'create index usage_entry_environment on usage_entry (environment_id, id)',
  'create index usage_entry_month on usage_entry (environment_id, month, id)',
  'create index usage_entry_occurred on usage_entry (environment_id, occurred_at)',
  `create trigger usage_entry_append_only before update on usage_entry
     begin select raise(abort, 'usage entries are append-only'); end`,
  `create trigger usage_entry_kept before delete on usage_entry
     begin select raise(abort, 'usage entries are append-only'); end`,
]

/** What was used and what it costs: dated prices, and a ledger to which is only ever added. */
export const usage: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
