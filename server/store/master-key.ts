import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'
import { KEY_BYTES, newKey } from './seal.ts'

/**
 * The master key: the configured one, or the one kept in `DATA_DIR/master.key` (mode 0600), made at the first start.
 * A key beside the data it opens protects a copied database file, not a copied directory: for the sandbox only.
 */
export function loadMasterKey(configured: Buffer | null, dataDir: string): Buffer {
  if (configured) return configured
  const path = join(dataDir, 'master.key')
  if (!existsSync(path)) writeFileSync(path, `${newKey().toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.byteLength !== KEY_BYTES) throw new ConfigError(`${path} does not hold a master key`)
  return key
}
