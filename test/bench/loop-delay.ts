import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * Preloaded into a server that a bench starts (`--import`), with a channel to it: `begin` forgets what was measured,
 * `tell` answers the event loop's delay in ms and the memory of the process in bytes.
 */
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
process.on('message', message => {
  if (message === 'begin') delay.reset()
  if (message !== 'tell') return
  const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max].map(each => each / 1e6)
  process.send?.({ p50, p99, max, rss: process.memoryUsage.rss() })
})
process.channel?.unref()
