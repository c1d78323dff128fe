import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

/** Whether Debian's packages can be installed here. */
export const canInstall = (): boolean => existsSync('/usr/bin/apt-get') && process.getuid?.() === 0

/** Installs Debian's packages, and what they cannot do without; whether that went well. */
export const aptInstall = async (packages: readonly string[]): Promise<boolean> =>
  (await aptGet(['update', '-qq'])) &&
  (await aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages]))

async function aptGet(args: string[]): Promise<boolean> {
  const child = spawn('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  const [code] = await once(child, 'exit')
  return code === 0
}
