import { Worker } from 'node:worker_threads'
import workerpool from 'workerpool'
import { examinations } from './examinations.ts'
import { Unprocessable } from './unprocessable.ts'

/**
 * The process in which files are examined. It is ended from outside when an examination takes too long, and by its own
 * watchdog when it takes too much memory: the limits of worker threads bound neither buffers nor WebAssembly.
 */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
const watchdog = new Worker(new URL(`./watchdog${extension}`, import.meta.url), {
  workerData: Number(process.argv[2]),
})
watchdog.unref()
watchdog.once('message', () => {
  // The server ended while this started: there is nobody left to examine anything for.
  if (!process.connected) process.exit()
  const methods = Object.entries<Examination>(examinations).map(([name, one]) => [name, withOutcome(one)])
  workerpool.worker(Object.fromEntries(methods))
})

type Examination = (...files: Uint8Array[]) => Promise<unknown>

function withOutcome(examination: Examination) {
  return async (...files: Uint8Array[]) => {
    try {
      return { outcome: 'read', report: await examination(...files) }
    } catch (error) {
      if (error instanceof Unprocessable) return { outcome: 'refused', reason: error.reason }
      return isMissing(error) ? { outcome: 'unavailable' } : { outcome: 'fault', at: placeOf(error) }
    }
  }
}

const MISSING = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ENOENT']

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && MISSING.includes(String(error.code))

/** Where an error comes from, without its message: that may quote somebody's document. */
const placeOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.name} ${error.stack?.match(/^ {4}at .*$/m)?.[0].trim() ?? ''}`
    : typeof error
