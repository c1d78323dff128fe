import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import workerpool from 'workerpool'
import type { ExaminationName } from './examinations.ts'
import type { Examine, Examined } from './examine.ts'

/** Longest time of one examination, in ms. */
const EXAMINATION_MS = 30_000
/** Most memory of a process that examines, in bytes; with every model loaded it takes about 1 GB. */
const EXAMINER_RSS_MAX = 1_500_000_000
/** Most processes: a second keeps one slow file from holding everybody up. */
const PROCESSES_MAX = 2
/** How often an examination is begun: a process may end through no fault of the file. */
const ATTEMPTS_MAX = 2

export interface ExaminePool {
  examine: Examine
  /** Ends the processes. What is under way then comes to `unavailable`. */
  close(): Promise<void>
}

export interface ExamineLimits {
  /** Longest time of one examination, in ms. */
  milliseconds: number
  /** Most memory of a process, in bytes. */
  rss: number
}

const LIMITS: ExamineLimits = { milliseconds: EXAMINATION_MS, rss: EXAMINER_RSS_MAX }

/** A library threw what nobody foresaw; to whoever asked, the file is damaged. */
interface Fault {
  outcome: 'fault'
  /** The kind of error and the line that threw it. */
  at: string
}

/** The processes in which files are examined. None is started before the first file comes. */
export function createExaminePool(log: Logger, { milliseconds, rss }: ExamineLimits = LIMITS): ExaminePool {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  const pool = workerpool.pool(fileURLToPath(new URL(`./child${extension}`, import.meta.url)), {
    workerType: 'process',
    maxWorkers: Math.min(PROCESSES_MAX, availableParallelism()),
    forkArgs: [String(rss)],
    // Nothing of this process's environment is for whoever parses strangers' files: it may hold the master key.
    forkOpts: { serialization: 'advanced', env: {}, execArgv: ['--disable-warning=ExperimentalWarning'] },
  })
  const closing = new AbortController()

  async function attempt<Report>(
    name: ExaminationName,
    files: Uint8Array[],
    count: number,
  ): Promise<Examined<Report>> {
    if (closing.signal.aborted) return { outcome: 'unavailable' }
    try {
      const answer: Examined<Report> | Fault = await pool.exec(name, files).timeout(milliseconds)
      if (answer.outcome !== 'fault') return answer
      log.warn({ examination: name, at: answer.at }, 'an examination met what it does not know')
      return { outcome: 'refused', reason: 'damaged' }
    } catch (error) {
      if (closing.signal.aborted) return { outcome: 'unavailable' }
      log.warn({ err: error, examination: name, attempt: count }, 'an examination ended without an answer')
      const again = count < ATTEMPTS_MAX && !(error instanceof workerpool.Promise.TimeoutError)
      return again ? attempt(name, files, count + 1) : { outcome: 'refused', reason: 'over_limit' }
    }
  }

  return {
    examine: (name, ...files) => attempt(name, files, 1),
    async close() {
      closing.abort()
      await pool.terminate(true)
    },
  }
}
