import { BackupError, openBackup } from './backup-file.ts'
import { command } from './command.ts'
import { refuseOtherKey } from './key.ts'
import { restorePostgres } from './postgres.ts'
import { restoreSqlite } from './sqlite.ts'

/** `npm run restore -- FILE`: restores a backup into the empty store that the server's settings name. */
await command('restore', async ({ dataDir, databaseUrl, masterKey }, file) => {
  const backup = await openBackup(file)
  const { store, 'made-at': madeAt } = backup.header
  if ((store === 'postgres') !== (databaseUrl !== null)) {
    const hint = store === 'postgres' ? 'set DATABASE_URL' : 'leave DATABASE_URL out'
    throw new BackupError(`${file} is of the store on ${store}: ${hint}`)
  }
  refuseOtherKey(backup.header, masterKey, dataDir)
  await (databaseUrl === null ? restoreSqlite(backup, dataDir) : restorePostgres(backup, databaseUrl))
  return `Restored what was backed up at ${madeAt}.`
})
