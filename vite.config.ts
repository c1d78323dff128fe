import { brotliCompressSync } from 'node:zlib'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { OTHER_LANGUAGES } from './widget/languages/other-languages.ts'

/** Bytes after brotli that a page may be asked to load for the whole widget, Lit included. */
const WIDGET_BUDGET = 15 * 1024
/** The same for the collection, which is loaded only where something is missing. */
const COLLECT_BUDGET = 6 * 1024
/** The same for a language. */
const LANGUAGE_BUDGET = 3 * 1024

/** What of Lit's modules is written otherwise in ours: a file, what stands there, and what stands there instead. */
const LIT_EDITS: readonly [RegExp, string | RegExp, string][] = [
  // Under a policy list a second Lit on the page, its own perhaps, may not create a policy of the same name. A page
  // allows ours with `trusted-types connect-widget`.
  [/lit-html\/lit-html\.js$/, 'createPolicy("lit-html"', 'createPolicy("connect-widget"'],
  // Ours is alone in its file: it announces itself to nobody and has nobody's polyfills.
  [/lit-html\/lit-html\.js$/, /,?\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]+"\);/, ';'],
  [
    /reactive-element\/reactive-element\.js$/,
    /,?\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]+"\);/,
    ';',
  ],
  // For decorators, which nothing here has.
  [/reactive-element\/reactive-element\.js$/, /static addInitializer\(\w\)\{[^}]*\}/, ''],
  [/lit-element\/lit-element\.js$/, /\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[^"]+"\);/, ''],
  // Every browser of the build's target adopts style sheets; the other way would break a page's policy.
  [/reactive-element\/css-tag\.js$/, /(?<=const t=globalThis,e=).*?(?=,s=Symbol)/, '!0'],
]

/** Makes those edits, and fails the build where Lit no longer holds what they are for. */
function ownLit(): Plugin {
  return {
    name: 'own-lit',
    transform(code, id) {
      const edits = LIT_EDITS.filter(([file]) => file.test(id))
      if (edits.length === 0) return null
      return {
        code: edits.reduce((text, [file, from, to]) => {
          const edited = text.replace(from, to)
          if (edited === text) throw new Error(`${file}: Lit no longer holds ${from}`)
          return edited
        }, code),
        map: null,
      }
    },
  }
}

/** Takes the layout of the source out of the templates and sheets: between tags, and around CSS's punctuation. */
function compactTemplates(): Plugin {
  return {
    name: 'compact-templates',
    transform(code, id) {
      if (!/\/widget\/(screens|styles|collect|connect-widget)/.test(id)) return null
      const compact = code
        .replace(/(?<=css`)[^`]*/g, sheet => sheet.replace(/\s*([{};,])\s*/g, '$1').replace(/:\s+/g, ':'))
        .replace(/(?<=[>}])\s*\n\s*(?=<|\$\{)/g, '')
        .replace(/(?<=html`)\s+|\s+(?=`)/g, '')
      return { code: compact, map: null }
    },
  }
}

/** Ends the build with each file's size, and fails it over the budget. */
function sizeBudget(budget: number): Plugin {
  return {
    name: 'size-budget',
    writeBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const raw = Buffer.byteLength(file.code)
        const brotli = brotliCompressSync(file.code).length
        console.log(`${file.fileName}: ${raw} bytes, ${brotli} bytes brotli, ${budget} allowed`)
        if (brotli > budget) throw new Error(`${file.fileName} is ${brotli - budget} bytes over its budget.`)
      }
    },
  }
}

/** A classic script cannot be split: what is loaded later comes by its address, from beside the script. */
function loadedFromBeside(): Plugin {
  return {
    name: 'loaded-from-beside',
    enforce: 'pre',
    resolveId(source, importer) {
      return importer && /\/load-(collect|language)\.ts$/.test(source)
        ? this.resolve(source.replace('/load-', '/cdn-load-'), importer)
        : null
    },
  }
}

const output = { minify: true, comments: false } as const

/** An element in one file for a script tag, classic (.js) and as a module (.mjs). */
const element = (entry: string, name: string): UserConfig => ({
  plugins: [loadedFromBeside(), ownLit(), compactTemplates(), sizeBudget(WIDGET_BUDGET)],
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: false,
    target: 'es2022',
    minify: true,
    reportCompressedSize: false,
    lib: {
      entry,
      name: 'Connect',
      formats: ['es', 'iife'],
      fileName: format => (format === 'es' ? `${name}.mjs` : `${name}.js`),
    },
    // script-origin.ts means it so: a classic script has `document.currentScript` instead.
    rolldownOptions: { output, checks: { emptyImportMeta: false } },
  },
})

const collect: UserConfig = {
  plugins: [compactTemplates(), sizeBudget(COLLECT_BUDGET)],
  build: {
    outDir: 'dist/cdn/connect-widget',
    target: 'es2022',
    minify: true,
    reportCompressedSize: false,
    lib: { entry: 'widget/collect/collect.ts', formats: ['es'], fileName: () => 'collect.mjs' },
    rolldownOptions: { output },
  },
}

/** A file of its own for each: a language imports nothing, so that there is nothing to share. */
const languages: UserConfig = {
  plugins: [sizeBudget(LANGUAGE_BUDGET)],
  build: {
    outDir: 'dist/cdn/connect-widget',
    emptyOutDir: false,
    target: 'es2022',
    minify: true,
    reportCompressedSize: false,
    lib: {
      entry: Object.fromEntries(OTHER_LANGUAGES.map(name => [name, `widget/languages/${name}.ts`])),
      formats: ['es'],
      fileName: (_format, name) => `${name}.mjs`,
    },
    rolldownOptions: { output },
  },
}

const configs: Readonly<Record<string, UserConfig>> = {
  widget: element('widget/cdn.ts', 'connect-widget'),
  share: element('widget/cdn-share.ts', 'connect-share'),
  collect,
  languages,
}

/**
 * `npm run build` runs each of these modes: the destination's element and the source's, each in two files for a script
 * tag, and in dist/cdn/connect-widget/ what they load where it is needed: collect.mjs where something is missing, and a
 * language other than English, such as de.mjs.
 */
export default defineConfig(({ mode }) => configs[mode] ?? {})
