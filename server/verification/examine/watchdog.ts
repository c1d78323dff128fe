import { setInterval } from 'node:timers'
import { parentPort, workerData } from 'node:worker_threads'

/** How often the process is looked at, in ms. */
const LOOK_MS = 50

const parent = process.ppid

/** The process cannot tidy up after this, and has nothing to tidy. */
function look() {
  const orphaned = process.ppid !== parent
  if (orphaned || process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL')
}

// A thread of its own goes on looking while the examination holds the main one.
look()
setInterval(look, LOOK_MS)
parentPort?.postMessage('watching')
