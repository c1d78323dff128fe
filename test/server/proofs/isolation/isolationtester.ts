import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { postgresPath } from '../../../postgres.ts'

/** PostgreSQL's own tool, which its client's package brings along; undefined where it is not on this machine. */
export function isolationtesterPath(): string | undefined {
  const bin = postgresPath()
  if (!bin) return undefined
  const path = join(bin, '../lib/pgxs/src/test/isolation/isolationtester')
  return existsSync(path) ? path : undefined
}

/** What one order of steps has come to. */
export interface Outcome {
  order: string
  /** What the last step has found, as JSON. */
  found: string
  /** What the database has refused. */
  errors: readonly string[]
}

/** Runs a specification, which ends every order of steps with one that finds a JSON object. */
export async function runSpecification(url: string, specification: string): Promise<Outcome[]> {
  const child = spawn(isolationtesterPath() ?? '', [url], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(specification)
  const [, ...orders] = (await text(child.stdout)).split('starting permutation: ')
  return orders.map(told => {
    const lines = told.split('\n')
    return {
      order: lines[0] ?? '',
      found: lines.findLast(line => line.startsWith('{')) ?? '',
      errors: lines.filter(line => line.startsWith('ERROR:')),
    }
  })
}
