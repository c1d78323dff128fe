import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { ownLit } from './build/own-lit.ts'
import { OTHER_LANGUAGES } from './widget/languages/other-languages.ts'

/** Bytes after brotli that a page may be asked to load for a whole element, Lit's templates included. */
const ELEMENT_BUDGET = 14 * 1024
/** The same for the collection, which is loaded only where something is missing. */
const COLLECT_BUDGET = 6 * 1024
/** The same for the person's rights, which are loaded once they have agreed. */
const RIGHTS_BUDGET = 2 * 1024
/** The same for a language. */
const LANGUAGE_BUDGET = 3 * 1024

/** A sheet without its layout, its last semicolons, and the zeros before a point. */
const compactSheet = (sheet: string): string =>
  sheet
    .replace(/\s*([{};,])\s*/g, '$1')
    .replace(/:\s+/g, ':')
    .replace(/ \* (?=[-\d])/g, '*')
    .replace(/;\}/g, '}')
    .replace(/\b0\./g, '.')
    .trim()

/** Takes the layout of the source out of the templates and sheets: between tags, within them, and around CSS's punctuation. */
function compactTemplates(): Plugin {
  return {
    name: 'compact-templates',
    transform(code, id) {
      if (!/\/widget\/(screens|styles|collect|rights|frame)/.test(id)) return null
      const compact = code
        .replace(/(?<=css`)[^`]*/g, compactSheet)
        .replace(/(?<=[>}])\s*\n\s*(?=<|\$\{)/g, '')
        .replace(/(?<=[\w"}])\s*\n\s*(?=[@?.]?[\w-]+=)/g, ' ')
        .replace(/(?<=["}])\s*\n\s*(?=>)/g, '')
        .replace(/(?<=html`)\s+|\s+(?=`)/g, '')
      return { code: compact, map: null }
    },
  }
}

/** Leaves out the fields that a class only declares: its constructor sets them, and TypeScript has been told. */
function undeclaredFields(): Plugin {
  return {
    name: 'undeclared-fields',
    transform(code, id) {
      if (!id.includes('/widget/')) return null
      return { code: code.replace(/^\s+(?!return\b|break\b|continue\b)[a-z]\w*;\n/gim, ''), map: null }
    },
  }
}

/** A part is handed Lit by the element: one of its own would weigh, and ask a page's policy for another name. */
function noLit(): Plugin {
  return {
    name: 'no-lit',
    transform(_code, id) {
      if (id.includes('/lit-html/')) throw new Error('A part that is loaded later imports Lit.')
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
      return importer && /\/load-(collect|rights|language)\.ts$/.test(source)
        ? this.resolve(source.replace('/load-', '/cdn-load-'), importer)
        : null
    },
  }
}

/**
 * What only an element's own modules say to each other, never a page, the browser, the wire or a module that is loaded
 * later: written short in the files.
 */
const OWN_NAMES =
  /^((open|goTo|reopen)?[sS]ourcePage|followEvents|recordConsent|openEvents|offerShareToken|onShareToken|shareRequestId|openingLimit|silenceLimit|missingValue|isDisabled|isHeld|look|logo|foot|collector|lastEventId|cuts|polls|onWake|drawn)$/

const output = { minify: true, comments: false } as const

/** An element in one file for a script tag, classic (.js) and as a module (.mjs). */
const element = (entry: string, name: string): UserConfig => ({
  plugins: [loadedFromBeside(), ownLit(), compactTemplates(), undeclaredFields(), sizeBudget(ELEMENT_BUDGET)],
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: false,
    target: 'es2022',
    minify: true,
    reportCompressedSize: false,
    lib: {
      entry,
      // The global of the classic file, where it has one.
      name: 'Connect',
      formats: ['es', 'iife'],
      fileName: format => (format === 'es' ? `${name}.mjs` : `${name}.js`),
    },
    rolldownOptions: {
      // A page's own `const Connect` would make a declaration of ours a syntax error; a property is spared that.
      output: {
        ...output,
        minify: { compress: true, mangle: true, codegen: true, mangleProps: { include: OWN_NAMES } },
        extend: true,
        generatedCode: { symbols: false },
      },
      // script-origin.ts means it so: a classic script has `document.currentScript` instead.
      checks: { emptyImportMeta: false },
    },
  },
})

/** A part of the screen that is loaded where it is needed. */
const part = (name: string, budget: number, emptyOutDir: boolean): UserConfig => ({
  plugins: [noLit(), ownLit(), compactTemplates(), undeclaredFields(), sizeBudget(budget)],
  build: {
    outDir: 'dist/cdn/connect-widget',
    emptyOutDir,
    target: 'es2022',
    minify: true,
    reportCompressedSize: false,
    lib: { entry: `widget/${name}/${name}.ts`, formats: ['es'], fileName: () => `${name}.mjs` },
    rolldownOptions: { output },
  },
})

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

/** Bytes after brotli of all the dashboard's scripts together. */
const DASHBOARD_BUDGET = 150_000

/** Ends the build with each file compressed beside itself, and what all scripts weigh together; fails it over the budget. */
function dashboardSize(): Plugin {
  return {
    name: 'dashboard-size',
    writeBundle({ dir = '' }, bundle) {
      const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
      let whole = 0
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css)$/.test(file.fileName)) continue
        const small = brotliCompressSync(file.type === 'chunk' ? file.code : file.source)
        writeFileSync(join(dir, `${file.fileName}.br`), small)
        if (file.type === 'chunk') whole += small.length
      }
      console.log(`dashboard: ${chunks.length} scripts, ${whole} bytes brotli, ${DASHBOARD_BUDGET} allowed`)
      if (whole > DASHBOARD_BUDGET)
        throw new Error(`The dashboard is ${whole - DASHBOARD_BUDGET} bytes over.`)
    },
  }
}

/** The pages of an organization's people, which the server serves at `/dashboard/`. */
const dashboard: UserConfig = {
  root: 'dashboard',
  base: '/dashboard/',
  plugins: [dashboardSize()],
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    target: 'es2022',
    minify: true,
    reportCompressedSize: false,
    // A file that is part of another is an inline script or picture to the page's policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output },
  },
}

const configs: Readonly<Record<string, UserConfig>> = {
  widget: element('widget/cdn.ts', 'connect-widget'),
  share: element('widget/cdn-share.ts', 'connect-share'),
  collect: part('collect', COLLECT_BUDGET, true),
  rights: part('rights', RIGHTS_BUDGET, false),
  languages,
  dashboard,
}

/**
 * `npm run build` runs each of these modes: the destination's element and the source's, each in two files for a script
 * tag, and in dist/cdn/connect-widget/ what they load where it is needed: collect.mjs where something is missing,
 * rights.mjs once the person has agreed, and a language other than English, such as de.mjs. And in dist/dashboard/ the
 * dashboard.
 */
export default defineConfig(({ mode }) => configs[mode] ?? {})
