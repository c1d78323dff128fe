import { ConfigError } from './config.ts'
import { hasDemoData, hasProduction } from './store/organizations.ts'
import type { Db } from './store/store.ts'

/** How a process was started. */
export interface Started {
  /** Whether a master key was given, and not made and kept beside the data. */
  masterKeyGiven: boolean
  /** The origin by which pages reach it; null where none was given. */
  publicUrl: string | null
}

/**
 * Throws ConfigError where the store has a production environment and the process is not fit for one: under a key that was
 * made by itself, reached by http, or beside the demo's data. Every line names the setting to change.
 */
export async function refuseUnfit(db: Db, started: Started): Promise<void> {
  if (!(await hasProduction(db))) return
  const problems = productionProblems({ ...started, hasDemoData: await hasDemoData(db) })
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
}

const IN_PRODUCTION = 'this store has a production environment (docs/operations/production.md)'

/** What keeps a process from serving production. */
export function productionProblems({
  masterKeyGiven,
  publicUrl,
  hasDemoData,
}: Started & { hasDemoData: boolean }): string[] {
  const problems: [boolean, string][] = [
    [
      !masterKeyGiven,
      `CONNECT_MASTER_KEY: must be set, for ${IN_PRODUCTION}; a key in DATA_DIR is for the sandbox only`,
    ],
    [
      publicUrl === null || !publicUrl.startsWith('https://'),
      `PUBLIC_URL: must be an https:// origin, for ${IN_PRODUCTION}`,
    ],
    [hasDemoData, DEMO_DATA_REFUSED],
  ]
  return problems.filter(([holds]) => holds).map(([, words]) => words)
}

/** Production and the demo's people are never in one store. */
export const DEMO_DATA_REFUSED =
  'DATA_DIR, or DATABASE_URL where that is set: the store there holds the demo, whose people do not exist; production needs a store of its own (docs/operations/production.md)'
