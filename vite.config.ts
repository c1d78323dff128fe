import { brotliCompressSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

/** Bytes after brotli that a page may be asked to load for the whole widget, Lit included. */
const BUDGET = 15 * 1024

/**
 * Gives our Lit its own Trusted Types policy: under a policy list, a second Lit on the page, its own perhaps, may not
 * create one of the same name. A page allows ours with `trusted-types connect-widget`.
 */
function ownTrustedTypesPolicy(): Plugin {
  return {
    name: 'own-trusted-types-policy',
    transform(code, id) {
      if (!/\/lit-html\/lit-html\.js$/.test(id)) return null
      const renamed = code.replace('createPolicy("lit-html"', 'createPolicy("connect-widget"')
      if (renamed === code) throw new Error('Lit no longer creates its policy the way this build renames it.')
      return { code: renamed, map: null }
    },
  }
}

/** Takes the layout of the source out of the templates and sheets: between tags, and around CSS's punctuation. */
function compactTemplates(): Plugin {
  return {
    name: 'compact-templates',
    transform(code, id) {
      if (!/\/widget\/(screens|styles|connect-widget)/.test(id)) return null
      const compact = code
        .replace(/(?<=css`)[^`]*/g, sheet => sheet.replace(/\s*([{};,])\s*/g, '$1').replace(/:\s+/g, ':'))
        .replace(/(?<=[>}])\s*\n\s*(?=<|\$\{)/g, '')
        .replace(/(?<=html`)\s+|\s+(?=`)/g, '')
      return { code: compact, map: null }
    },
  }
}

/** Ends the build with each file's size, and fails it over the budget. */
function sizeBudget(): Plugin {
  return {
    name: 'size-budget',
    writeBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const raw = Buffer.byteLength(file.code)
        const brotli = brotliCompressSync(file.code).length
        console.log(`${file.fileName}: ${raw} bytes, ${brotli} bytes brotli, ${BUDGET} allowed`)
        if (brotli > BUDGET) throw new Error(`${file.fileName} is ${brotli - BUDGET} bytes over its budget.`)
      }
    },
  }
}

/** `npm run build`: the two files for a script tag, dist/cdn/connect-widget.js (classic) and .mjs (module). */
export default defineConfig({
  plugins: [ownTrustedTypesPolicy(), compactTemplates(), sizeBudget()],
  build: {
    outDir: 'dist/cdn',
    target: 'es2022',
    minify: true,
    reportCompressedSize: false,
    lib: {
      entry: 'widget/cdn.ts',
      name: 'ConnectWidget',
      formats: ['es', 'iife'],
      fileName: format => (format === 'es' ? 'connect-widget.mjs' : 'connect-widget.js'),
    },
    rolldownOptions: {
      output: { minify: true, comments: false },
      // script-origin.ts means it so: a classic script has `document.currentScript` instead.
      checks: { emptyImportMeta: false },
    },
  },
})
