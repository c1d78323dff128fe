import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const COMMANDS = join(import.meta.dirname, '../../../../server/operations/backup')

export interface Place {
  dataDir: string
  databaseUrl: string | null
  masterKey?: Buffer
}

export interface Outcome {
  code: number | null
  said: string
}

/** What `npm run backup` and `npm run restore` run, as processes of their own. */
export async function run(
  name: 'backup' | 'restore',
  { dataDir, databaseUrl, masterKey }: Place,
  args: string[],
): Promise<Outcome> {
  const { DATABASE_URL: _, CONNECT_MASTER_KEY: __, INIT_CWD: ___, ...env } = process.env
  const flags = ['--disable-warning=ExperimentalWarning', join(COMMANDS, `${name}.ts`)]
  const child = spawn(process.execPath, [...flags, ...args], {
    env: {
      ...env,
      DATA_DIR: dataDir,
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
      ...(masterKey ? { CONNECT_MASTER_KEY: masterKey.toString('base64') } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, said: out + error }
}
