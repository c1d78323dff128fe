/**
 * Migrations are written once, in SQLite's words, and this says each of their statements in PostgreSQL's. Whole numbers
 * have 64 bits on both. Text is compared byte by byte on both, whatever the language of the database: identifiers are
 * cursors. A trigger that refuses becomes a function that raises, and the trigger that calls it.
 */
export function postgresWords(statement: string): string {
  const refusal = REFUSAL.exec(statement)
  if (refusal) return refusalOf(refusal)
  return statement
    .replace(/\)\s+strict(?:,\s+without\s+rowid)?\s*$/, ')')
    .replace(/\binteger\b/g, 'bigint')
    .replace(/(?<!\b(?:table|references|on) )\bblob\b/g, 'bytea')
    .replace(/\btext\b/g, 'text collate "C"')
}

const REFUSAL =
  /^create trigger (\w+) before (update|delete) on (\w+)\s+begin select raise\(abort, '([^']+)'\); end$/

const refusalOf = ([, name, act, table, message]: RegExpExecArray): string =>
  `create function ${name}() returns trigger language plpgsql as
     $$ begin raise exception '${message}' using errcode = 'restrict_violation'; end $$;
   create trigger ${name} before ${act} on ${table} for each row execute function ${name}()`
