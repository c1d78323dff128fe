import { describe, expect, it } from 'vitest'
import { postgresWords } from '../../../../server/store/postgres/words.ts'

describe('a statement of a migration in PostgreSQL’s words', () => {
  it.each([
    [
      'create table setting (name text primary key) strict',
      'create table setting (name text collate "C" primary key)',
    ],
    ['create table a (n integer) strict, without rowid', 'create table a (n bigint)'],
    [
      'create table blob (id bigint, ciphertext blob not null) strict',
      'create table blob (id bigint, ciphertext bytea not null)',
    ],
    [
      'create table f (blob_id bigint references blob, key blob)',
      'create table f (blob_id bigint references blob, key bytea)',
    ],
    ['create index file_blob on file (blob_id)', 'create index file_blob on file (blob_id)'],
    ['alter table a add column expires_at integer', 'alter table a add column expires_at bigint'],
  ])('%s', (statement, said) => {
    expect(postgresWords(statement)).toBe(said)
  })

  it('lets a trigger that refuses call a function that does', () => {
    const said = postgresWords(`create trigger kept before delete on consent
     begin select raise(abort, 'append-only'); end`)
    expect(said).toContain(`raise exception 'append-only'`)
    expect(said).toContain(
      'create trigger kept before delete on consent for each row execute function kept()',
    )
  })
})
