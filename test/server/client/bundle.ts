import { build, type Rolldown } from 'vite'

/** A module of the client as a page loads it, with the files that it is made of. */
export async function bundle(entry: string): Promise<{ code: string; modules: string[] }> {
  const root = new URL('../../..', import.meta.url).pathname
  const result = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: 'client' },
      rolldownOptions: { output: { minify: true } },
    },
  })
  const [chunk] = [result].flat().flatMap(one => ('output' in one ? one.output.filter(isChunk) : []))
  if (!chunk) throw new Error(`${entry} made no chunk`)
  return { code: chunk.code, modules: Object.keys(chunk.modules).map(path => path.replace(root, '')) }
}

const isChunk = (file: Rolldown.OutputAsset | Rolldown.OutputChunk): file is Rolldown.OutputChunk =>
  file.type === 'chunk'
