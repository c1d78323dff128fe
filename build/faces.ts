import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'vite'
import { DETECTOR, LANDMARKS, manifestOf, RECOGNISER, WASM, weightsOf } from './faces/files.ts'

/**
 * The last part of `npm run build`: dist/faces, what the server needs to compare faces. 8 MB of 113 that the packages
 * take when installed, so that they are needed only to build.
 */

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, 'dist/faces')
const BUILT = `${OUT}.${process.pid}`
const require = createRequire(import.meta.url)
const own = (name: string): string => join(import.meta.dirname, 'faces', name)

mkdirSync(BUILT, { recursive: true })
await build({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  // Whatever is being developed around.
  mode: 'production',
  resolve: {
    mainFields: ['module', 'main'],
    alias: [
      { find: /^@vladmandic\/face-api$/, replacement: '@vladmandic/face-api/dist/face-api.esm-nobundle.js' },
      // What face-api uses of the whole, without the other 90 of its 142 MB.
      { find: /^@tensorflow\/tfjs\/dist\/index\.js$/, replacement: '@tensorflow/tfjs-core' },
      { find: /^@tensorflow\/tfjs-backend-webgl\/dist\/index\.js$/, replacement: own('none.ts') },
      { find: /^node-fetch$/, replacement: own('none.ts') },
    ],
  },
  ssr: { noExternal: true },
  build: {
    ssr: own('engine.ts'),
    outDir: BUILT,
    minify: true,
    reportCompressedSize: false,
    rolldownOptions: {
      // tfjs's loader of WebAssembly asks for __dirname.
      output: { format: 'cjs', entryFileNames: 'engine.cjs', codeSplitting: false },
    },
  },
})

const kernels = require.resolve(`@tensorflow/tfjs-backend-wasm/dist/${WASM}`)
copyFileSync(kernels, join(BUILT, WASM))
for (const model of [DETECTOR, LANDMARKS, RECOGNISER])
  for (const name of [manifestOf(model), weightsOf(model)])
    copyFileSync(require.resolve(`@vladmandic/face-api/model/${name}`), join(BUILT, name))

// One by one and each at once, so that a server that runs meanwhile finds every file.
mkdirSync(OUT, { recursive: true })
for (const name of readdirSync(BUILT)) renameSync(join(BUILT, name), join(OUT, name))
rmSync(BUILT, { recursive: true })
