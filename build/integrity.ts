import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Ends `npm run build`: writes dist/cdn/integrity.json, the version and what `integrity` says of each file (W3C
 * Subresource Integrity), and prints it. A page that pins a file loads it from below `/v<version>/`, where it never
 * changes.
 */

const ROOT = join(import.meta.dirname, '..')
const CDN = join(ROOT, 'dist/cdn')

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

const integrityOf = (file: string): string =>
  `sha384-${createHash('sha384')
    .update(readFileSync(join(CDN, file)))
    .digest('base64')}`

const files = globSync('**/*.{js,mjs}', { cwd: CDN }).sort()
const integrity = Object.fromEntries(files.map(file => [file, integrityOf(file)]))
writeFileSync(join(CDN, 'integrity.json'), `${JSON.stringify({ version, integrity }, null, 2)}\n`)
for (const [file, value] of Object.entries(integrity)) console.log(`v${version}/${file} ${value}`)
