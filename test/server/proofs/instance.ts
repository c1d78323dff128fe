import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('../redemption/kill-child.ts', import.meta.url))

/** A real server in a process of its own. */
export interface Instance {
  origin: string
  /** Kills it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts an instance on what is kept in and for a data directory; returns once it answers. */
export async function startInstance(dataDir: string): Promise<Instance> {
  const args = ['--disable-warning=ExperimentalWarning', CHILD, dataDir, 'none']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const origin = await Promise.race([
    firstLine(child),
    exited.then(() => Promise.reject(new Error('it ended'))),
  ])
  return {
    origin,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += chunk
    const end = text.indexOf('\n')
    if (end >= 0) return text.slice(0, end)
  }
  throw new Error('nothing was said')
}
