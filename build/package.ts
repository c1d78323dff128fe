import { spawnSync } from 'node:child_process'
import { cpSync, globSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { customElementsManifest } from './custom-elements.ts'

/**
 * `npm run build:package`: what the package's `exports` name, in dist/package. The sources cannot be published as they
 * are: Node strips types in a project, not below node_modules. Each module stays a module of its own, with its types;
 * Lit and the server's dependencies stay outside.
 */

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, 'dist/package')

rmSync(OUT, { recursive: true, force: true })
for (const project of ['tsconfig.build.json', 'widget/tsconfig.build.json']) {
  const { status } = spawnSync('npx', ['tsc', '-p', project], { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
// What the server serves or reads as it is.
for (const file of globSync('server/**/*.{css,html,js,traineddata}', { cwd: ROOT }))
  cpSync(join(ROOT, file), join(OUT, file))
// Types that stand for themselves: tsc leaves declaration files where they are.
for (const file of globSync('widget/types/*.d.ts', { cwd: ROOT })) cpSync(join(ROOT, file), join(OUT, file))

const manifest = customElementsManifest(ROOT, 'dist/package', ['widget/define.ts', 'widget/define-share.ts'])
writeFileSync(join(OUT, 'custom-elements.json'), `${JSON.stringify(manifest, null, 2)}\n`)
