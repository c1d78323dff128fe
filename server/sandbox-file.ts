import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const side = z.strictObject({ 'organization-id': z.string(), 'api-key': z.string() })

const sandboxFile = z.strictObject({
  'api-base-url': z.string(),
  source: side,
  destination: side,
  'connection-id': z.string(),
  'source-inquiry-id': z.string(),
  'source-inquiry-id-partial': z.string(),
  'destination-inquiry-template-id': z.string(),
  'destination-inquiry-template-id-strict': z.string(),
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
  return sandboxFile.parse(JSON.parse(text))
}

/** Writes the file whole or not at all. */
export function writeSandbox(dataDir: string, sandbox: Sandbox): void {
  const path = pathIn(dataDir)
  writeFileSync(`${path}.new`, `${JSON.stringify(sandbox, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
