import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Every table is `strict`, so that SQLite refuses a value of the wrong type as PostgreSQL does. */
const tables = [
  `create table organization (
     id text primary key, name text not null, privacy_url text, logo_url text, created_at integer not null
   ) strict`,
  `create table environment (
     id text primary key, organization_id text not null references organization,
     kind text not null check (kind in ('sandbox', 'production')),
     wrapped_key blob not null, created_at integer not null,
     unique (organization_id, kind)
   ) strict`,
  `create table api_key (
     id text primary key, environment_id text not null references environment, name text not null,
     note text, secret_hash text not null unique, permissions_json text not null,
     ip_addresses_json text not null, inflection text not null, created_at integer not null,
     expires_at integer
   ) strict`,
  `create table connection (
     id text primary key, environment_kind text not null,
     source_organization_id text not null references organization,
     source_environment_id text not null references environment,
     destination_organization_id text not null references organization,
     destination_environment_id text not null references environment,
     status text not null check (status in ('pending', 'active', 'inactive')),
     data_types_json text not null, share_url text, lowest_tier text not null, unbound_tokens text not null,
     source_terms_json text, destination_terms_json text,
     creator_id text not null, created_at integer not null, updated_at integer not null
   ) strict`,
  'create index connection_source on connection (source_environment_id, id)',
  'create index connection_destination on connection (destination_environment_id, id)',
  `create table inquiry_template (
     id text primary key, environment_id text not null references environment, name text not null,
     status text not null, latest_version_id text, created_at integer not null
   ) strict`,
  `create table inquiry_template_version (
     id text primary key, environment_id text not null references environment,
     template_id text not null references inquiry_template, document_json text not null,
     created_at integer not null
   ) strict`,
  `create table account (
     id text primary key, environment_id text not null references environment, reference_id text,
     status text not null, tags_json text not null, created_at integer not null, updated_at integer not null,
     redacted_at integer, unique (environment_id, reference_id)
   ) strict`,
  'create index account_environment on account (environment_id, id)',
  `create table "transaction" (
     id text primary key, environment_id text not null references environment, reference_id text,
     status text not null, tags_json text not null, created_at integer not null, updated_at integer not null,
     redacted_at integer
   ) strict`,
  'create index transaction_environment on "transaction" (environment_id, id)',
  `create table inquiry (
     id text primary key, environment_id text not null references environment,
     template_id text references inquiry_template,
     template_version_id text references inquiry_template_version,
     account_id text references account,
     status text not null, reference_id text, note text, tags_json text not null, reviewer_comment text,
     creator text not null,
     created_at integer not null, updated_at integer not null, started_at integer, completed_at integer,
     failed_at integer, marked_for_review_at integer, decisioned_at integer, expired_at integer,
     redacted_at integer
   ) strict`,
  'create index inquiry_environment on inquiry (environment_id, id)',
  'create index inquiry_account on inquiry (account_id)',
  `create table inquiry_session (
     id text primary key, environment_id text not null references environment,
     inquiry_id text not null references inquiry, token_hash text not null unique,
     created_at integer not null, started_at integer, expires_at integer not null, expired_at integer
   ) strict`,
  'create index inquiry_session_environment on inquiry_session (environment_id, id)',
  'create index inquiry_session_inquiry on inquiry_session (inquiry_id)',
  `create table one_time_link (
     code_hash text primary key, environment_id text not null references environment,
     session_id text not null references inquiry_session,
     created_at integer not null, expires_at integer not null, used_at integer
   ) strict`,
  `create table field (
     environment_id text not null, owner_id text not null, name text not null,
     sealed_value blob not null, primary key (environment_id, owner_id, name)
   ) strict`,
  `create table document (
     id text primary key, environment_id text not null, inquiry_id text references inquiry,
     kind text not null, status text not null, sealed_attributes blob not null, created_at integer not null
   ) strict`,
  'create index document_inquiry on document (inquiry_id)',
  'create table blob (id text primary key, ciphertext blob not null) strict',
  `create table file (
     id text primary key, environment_id text not null, document_id text not null references document,
     page text not null, content_type text not null, byte_size integer not null,
     blob_id text not null references blob, wrapped_key blob not null, created_at integer not null
   ) strict`,
  'create index file_document on file (document_id)',
  'create index file_blob on file (blob_id)',
  `create table share_request (
     id text primary key, connection_id text not null references connection, session_id text not null,
     source_environment_id text not null, destination_environment_id text not null,
     challenge text not null, created_at integer not null, expires_at integer not null
   ) strict`,
  `create table session (
     id text primary key, environment_id text not null references environment,
     secret_hash text not null, connection_id text not null references connection,
     template_version_id text not null references inquiry_template_version,
     inquiry_id text not null references inquiry, purpose text not null, locale text not null,
     allowed_origins_json text not null, reference_id text, notice_hash text not null,
     sealed_verifier blob not null, share_request_id text not null references share_request,
     created_at integer not null, expires_at integer not null
   ) strict`,
  'create table notice (hash text primary key, body text not null, created_at integer not null) strict',
  `create table share_token (
     id text primary key, secret_hash text not null unique, environment_kind text not null,
     connection_id text not null references connection,
     source_environment_id text not null, destination_environment_id text not null,
     source_type text not null, source_id text not null, authorization_details_json text not null,
     share_request_id text references share_request, challenge text,
     status text not null check (status in ('created', 'pending', 'redeemed', 'expired', 'failed')),
     redeem_mode text, destination_type text, destination_id text, failure_reason text,
     consent_id text, creator_id text not null, created_at integer not null, updated_at integer not null,
     expires_at integer not null, pending_at integer, redeemed_at integer, failed_at integer
   ) strict`,
  'create index share_token_source on share_token (source_environment_id, id)',
  'create index share_token_destination on share_token (destination_environment_id, id)',
  `create table consent (
     id text primary key, environment_id text not null, connection_id text not null references connection,
     side text not null check (side in ('source', 'destination')),
     session_id text references session, share_token_id text references share_token,
     basis text not null check (basis in ('consent', 'terms')),
     decision text not null check (decision in ('granted', 'declined', 'withdrawn')),
     withdraws_id text unique references consent,
     tier text, data_types_json text not null, notice_hash text references notice, terms_json text,
     locale text, created_at integer not null
   ) strict`,
  'create index consent_environment on consent (environment_id, id)',
  'create index consent_session on consent (session_id)',
  // One decision a session: a second answer never replaces the first.
  `create unique index consent_session_once on consent (session_id)
     where basis = 'consent' and decision <> 'withdrawn'`,
  `create trigger consent_append_only before update on consent
     begin select raise(abort, 'consent records are append-only'); end`,
  `create trigger consent_kept before delete on consent
     begin select raise(abort, 'consent records are append-only'); end`,
  `create table redemption (
     id text primary key, environment_id text not null, share_token_id text not null unique references share_token,
     connection_id text not null references connection, consent_id text not null references consent,
     session_id text references session, mode text not null, destination_type text not null,
     destination_id text, field_mappings_json text not null, scope_json text not null,
     status text not null check (status in ('running', 'awaiting-input', 'finished', 'failed')),
     stage text not null, steps integer not null, attempts integer not null,
     lease_owner text, lease_until integer not null, fence integer not null, failure_reason text,
     created_at integer not null, finished_at integer
   ) strict`,
  `create index redemption_running on redemption (lease_until) where status = 'running'`,
  'create index redemption_session on redemption (session_id)',
  // One copy: an inquiry that is being hydrated, or was, cannot be hydrated a second time.
  `create unique index redemption_destination on redemption (destination_id)
     where destination_type = 'inquiry' and status <> 'failed'`,
  `create table verification (
     id text primary key, environment_id text not null, inquiry_id text references inquiry,
     document_id text references document, redemption_id text references redemption, cloned_from_json text,
     kind text not null, status text not null, checks_json text not null,
     created_at integer not null, submitted_at integer, completed_at integer, redacted_at integer
   ) strict`,
  'create index verification_inquiry on verification (inquiry_id)',
  `create unique index verification_redemption on verification (redemption_id, kind)
     where cloned_from_json is null`,
  `create table progress_event (
     stream_id text not null, seq integer not null, redemption_id text, name text not null,
     body_json text not null, created_at integer not null, primary key (stream_id, seq)
   ) strict`,
  `create table event (
     id text primary key, environment_id text not null, name text not null, object_type text not null,
     object_id text not null, attributes_json text not null, created_at integer not null
   ) strict`,
  'create index event_environment on event (environment_id, id)',
  `create table idempotency (
     environment_id text not null, key text not null, fingerprint text not null, object_id text,
     sealed_answer blob, created_at integer not null, primary key (environment_id, key)
   ) strict`,
  'create index idempotency_object on idempotency (object_id)',
  'create table setting (name text primary key, value text not null) strict',
]

/** The first tables. A migration that has landed is never changed; the next one builds on it. */
export const initial: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of tables) await sql.raw(statement).execute(db)
  },
}
