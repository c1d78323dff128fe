import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const pathOf = (child: string): string => fileURLToPath(new URL(child, import.meta.url))

/** Runs until it is killed. */
const KILLED = [pathOf('../redemption/kill-child.ts'), 'none']
/** Stops in order, after it has given so many ms of notice. */
const drained = (noticeMs: number) => [pathOf('drain-child.ts'), String(noticeMs)]

/** Tells how it is; with `leak`, loses memory and a descriptor at each redemption. */
const measured = (leaks: boolean) => [pathOf('measured-instance.ts'), leaks ? 'leak' : 'none']

/** A real server in a process of its own. */
export interface Instance {
  origin: string
  /** Kills it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
  /** Tells it to stop, and waits until it is gone; its exit code. */
  stop(): Promise<number | null>
}

/**
 * Starts an instance on what is kept in and for a data directory; returns once it answers. With `noticeMs` it stops in
 * order when it is told to.
 */
export const startInstance = (dataDir: string, noticeMs?: number): Promise<Instance> =>
  start(noticeMs === undefined ? KILLED : drained(noticeMs), dataDir)

/** The same, with `/sample` beside what it serves: measured-instance.ts. */
export const startMeasured = (dataDir: string, leaks: boolean): Promise<Instance> =>
  start(measured(leaks), dataDir)

async function start([script = '', option = '']: string[], dataDir: string): Promise<Instance> {
  const args = ['--disable-warning=ExperimentalWarning', script, dataDir, option]
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
    async stop() {
      child.kill('SIGTERM')
      const [code] = await exited
      return code
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
