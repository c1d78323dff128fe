import { SourceMap } from 'node:module'
import { brotliCompressSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

/**
 * What each module costs a page: by how many bytes the classic file, after brotli, gets lighter without it. Modules
 * share words, so the figures do not add up to the whole. `npm run bench:widget-size`
 */

const ROOT = `${import.meta.dirname}/../..`

async function buildClassic(): Promise<Rolldown.OutputChunk> {
  const built = await build({
    root: ROOT,
    mode: 'widget',
    logLevel: 'silent',
    build: { write: false, sourcemap: true },
  })
  const outputs = [built].flat().flatMap(part => ('output' in part ? part.output : []))
  const chunk = outputs.find(part => part.type === 'chunk' && part.fileName === 'connect-widget.js')
  if (chunk?.type !== 'chunk') throw new Error('The build has no classic file.')
  return chunk
}

/** The file cut into runs of characters that come from the same module. */
function runsOf({ code, map }: Rolldown.OutputChunk): { module: string; text: string }[] {
  if (map === null) throw new Error('The build has no source map.')
  const sourceMap = new SourceMap({ ...map, file: map.file ?? '', sourceRoot: '', sourcesContent: [] })
  const runs: { module: string; text: string }[] = []
  code.split('\n').forEach((line, at) => {
    for (const [column, character] of [...`${line}\n`].entries()) {
      const entry = sourceMap.findEntry(at, column)
      const module = 'originalSource' in entry ? (entry.originalSource ?? '') : ''
      const last = runs.at(-1)
      if (last?.module === module) last.text += character
      else runs.push({ module, text: character })
    }
  })
  return runs
}

const compressed = (text: string) => brotliCompressSync(text).length

const runs = runsOf(await buildClassic())
const join = (of: typeof runs) => of.map(({ text }) => text).join('')
const whole = compressed(join(runs))
const modules = [...new Set(runs.map(({ module }) => module))].map(module => ({
  name: module.replace(/^.*node_modules\//, '').replace(/^(\.\.\/)+/, '') || 'between modules',
  raw: join(runs.filter(run => run.module === module)).length,
  brotli: whole - compressed(join(runs.filter(run => run.module !== module))),
}))
console.log('bytes  brotli  module')
for (const { name, raw, brotli } of modules.sort((a, b) => b.brotli - a.brotli))
  console.log(`${String(raw).padStart(5)}  ${String(brotli).padStart(6)}  ${name}`)
console.log(`${join(runs).length} bytes, ${whole} brotli`)
