import { command } from './command.ts'
import { backUpPostgres } from './postgres.ts'
import { backUpSqlite } from './sqlite.ts'

/** `npm run backup -- FILE`: backs up the store that the server's settings name, while it runs. */
await command('backup', async ({ dataDir, databaseUrl }, file) => {
  await (databaseUrl === null ? backUpSqlite(dataDir, file) : backUpPostgres(databaseUrl, file))
  return `Backed up to ${file}. The master key is not in it: keep it somewhere else.`
})
