import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const COMMANDS = join(import.meta.dirname, '../../../server/operations')

export interface Outcome {
  code: number | null
  said: string
}

/** Runs an operator's command (`organization/organization`) as npm does, as a process of its own with these settings. */
export async function runCommand(
  name: string,
  settings: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<Outcome> {
  const { DATABASE_URL: _, CONNECT_MASTER_KEY: __, PUBLIC_URL: ___, INIT_CWD: ____, ...env } = process.env
  const flags = ['--disable-warning=ExperimentalWarning', join(COMMANDS, `${name}.ts`)]
  const child = spawn(process.execPath, [...flags, ...args], {
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, said: out + error }
}
