import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `npm run build`: everything in dist/cdn, one mode of vite.config.ts after the other, and what `integrity` says of it;
 * and the dashboard.
 */

const ROOT = join(import.meta.dirname, '..')

rmSync(join(ROOT, 'dist/cdn'), { recursive: true, force: true })
for (const mode of ['widget', 'share', 'collect', 'rights', 'languages', 'dashboard']) {
  const { status } = spawnSync('npx', ['vite', 'build', '--mode', mode, '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: 'inherit',
    // Whatever is being developed around: the development version of Lit is not what is served.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) process.exit(1)
}
await import('./integrity.ts')
