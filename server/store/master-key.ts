import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'
import { KEY_BYTES, newKey } from './seal.ts'

export interface MasterKey {
  /** 32 bytes. */
  key: Buffer
  /** Whether it was made just now and is kept nowhere yet. */
  isNew: boolean
}

/** The file that holds the key of a data directory where none is configured. */
export const MASTER_KEY_FILE = 'master.key'

/** The master key: the configured one, the one kept in `DATA_DIR/master.key`, or a new one where there is neither. */
export function findMasterKey(configured: Buffer | null, dataDir: string): MasterKey {
  if (configured) return { key: configured, isNew: false }
  const path = join(dataDir, MASTER_KEY_FILE)
  if (!existsSync(path)) return { key: newKey(), isNew: true }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.byteLength !== KEY_BYTES) throw new ConfigError(`${path} does not hold a master key`)
  return { key, isNew: false }
}

/**
 * Keeps a new key in `DATA_DIR/master.key` (mode 0600), and never over another. A key beside the data it opens protects
 * a copied database file, not a copied directory: for the sandbox only.
 */
export function keepMasterKey(key: Buffer, dataDir: string): void {
  writeFileSync(join(dataDir, MASTER_KEY_FILE), `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
}
