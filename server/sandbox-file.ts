import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ConfigError } from './config.ts'

const side = z.strictObject({
  'organization-id': z.string(),
  'api-key': z.string(),
  /**
   * Signs in at the dashboard, once, within 15 minutes of the server's start. It says no more than the key beside it, in
   * the same file: whoever reads one may read the other.
   */
  'dashboard-sign-in-url': z.string().optional(),
})

const sandboxFile = z.strictObject({
  'api-base-url': z.string(),
  source: side,
  destination: side,
  'connection-id': z.string(),
  'source-inquiry-id': z.string(),
  'source-inquiry-id-partial': z.string(),
  'destination-inquiry-template-id': z.string(),
  'destination-inquiry-template-id-strict': z.string(),
  /** Sandboxes that were made earlier have none. */
  'destination-inquiry-template-id-confirmed': z.string().optional(),
  /** Both are paused until somebody lets them run. */
  'source-workflow-id': z.string().optional(),
  'destination-workflow-id': z.string().optional(),
})

/** Where the sandbox is and what it holds; `DATA_DIR/sandbox.json`, readable by its owner alone. */
export type Sandbox = z.infer<typeof sandboxFile>

const pathIn = (dataDir: string): string => join(dataDir, 'sandbox.json')

/** The sandbox of a data directory; null where it has none. */
export function readSandbox(dataDir: string): Sandbox | null {
  let text: string
  try {
    text = readFileSync(pathIn(dataDir), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const sandbox = sandboxFile.safeParse(jsonOrNull(text))
  // The file holds keys: what is wrong with it is not quoted.
  if (!sandbox.success)
    throw new ConfigError(`${pathIn(dataDir)} is damaged; delete ${dataDir} to start over`)
  return sandbox.data
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Writes the file whole or not at all. */
export function writeSandbox(dataDir: string, sandbox: Sandbox): void {
  const path = pathIn(dataDir)
  // A leftover would keep its own permissions.
  rmSync(`${path}.new`, { force: true })
  writeFileSync(`${path}.new`, `${JSON.stringify(sandbox, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
