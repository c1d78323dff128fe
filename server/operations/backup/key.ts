import { findMasterKey } from '../../store/master-key.ts'
import { createVault } from '../../store/vault.ts'
import { BackupError, type BackupHeader } from './backup-file.ts'

/**
 * Throws {@link BackupError} where the master key that is at hand is not the one that the backup is under. Where none is,
 * the server asks for it when it starts.
 */
export function refuseOtherKey(about: BackupHeader, configured: Buffer | null, dataDir: string): void {
  const { key, isNew } = findMasterKey(configured, dataDir)
  if (isNew || createVault(key).checkValue === about['key-check']) return
  throw new BackupError(
    'CONNECT_MASTER_KEY, or DATA_DIR/master.key, is not the key that this backup is under',
  )
}
