import { spawnSync } from 'node:child_process'
import { fastDirectory } from './memory.ts'

/**
 * `npm run proofs`: the long form of test/server/proofs on both stores, where there is room in memory; its lines of
 * figures, and nothing else, go to stdout. The short form is part of `npm test`.
 */
for (const store of ['postgres', 'sqlite']) {
  const env = { ...process.env, TMPDIR: await fastDirectory(), STORE: store, PROOFS: 'long' }
  const args = ['vitest', 'run', '--project', 'server', 'test/server/proofs']
  const { stdout, status } = spawnSync('npx', args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for (const line of stdout.split('\n').filter(one => one.startsWith('proof ')))
    console.log(`${store}: ${line}`)
  if (status === 0) continue
  console.log(`${store}: failed`)
  process.exitCode = 1
}
