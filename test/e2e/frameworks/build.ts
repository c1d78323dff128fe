import { join } from 'node:path'
import { compile } from 'svelte/compiler'
import { build, type Plugin } from 'vite'

/** The modules of one framework's app by file name, `app.js` first to load; as in development, where frameworks are strictest. */
export async function buildApp(framework: string): Promise<ReadonlyMap<string, string>> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': JSON.stringify('development') },
    resolve: {
      // Vue's own answer for templates that are compiled in the page.
      alias: { vue: 'vue/dist/vue.esm-bundler.js' },
    },
    plugins: [svelte],
    build: {
      write: false,
      minify: false,
      rollupOptions: {
        input: { app: join(import.meta.dirname, `${framework}.ts`) },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  })
  if (!('output' in built)) throw new Error('more than one output')
  return new Map(built.output.flatMap(file => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])))
}

const svelte: Plugin = {
  name: 'svelte',
  transform(source, id) {
    if (!id.endsWith('.svelte')) return null
    const { js } = compile(source, { filename: id, generate: 'client', dev: true })
    return { code: js.code, map: null }
  },
}
