import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/**
 * The package as somebody has it who has installed it: packed by npm, unpacked below another project's node_modules,
 * with what it depends on beside it.
 */

const ROOT = join(import.meta.dirname, '../../..')
let project: string

function run(command: string, args: string[], cwd: string): string {
  // As in anybody's shell: under NODE_ENV=test the build would take Lit's development version.
  const { NODE_ENV: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`)
  return stdout
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'connect-package-'))
  const modules = join(project, 'node_modules')
  mkdirSync(modules)
  const packed = run('npm', ['pack', '--silent', '--pack-destination', project], ROOT)
    .trim()
    .split('\n')
    .at(-1)
  run('tar', ['-xzf', join(project, packed ?? ''), '-C', modules], project)
  run('mv', ['package', 'connect-widget'], modules)
  const there = readdirSync(join(ROOT, 'node_modules')).filter(
    name => !/^(\.|@tensorflow$|@vladmandic$)/.test(name),
  )
  for (const name of there) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name))
  writeFileSync(join(project, 'package.json'), '{"type":"module"}')
}, 120_000)
afterAll(() => rmSync(project, { recursive: true }))

/** What a module prints that Node runs in the project. */
function node(source: string): string {
  writeFileSync(join(project, 'main.mjs'), source)
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', 'main.mjs'], project).trim()
}

const CONSUMER = `
import { createClient } from 'connect-widget/client'
import { createSessionClient } from 'connect-widget/client/session'
import { ApiError } from 'connect-widget/client/errors'
import { ConnectWidget } from 'connect-widget'
import 'connect-widget/define'
import { createConnect } from 'connect-widget/server'

const client = createClient({ baseUrl: 'https://connect.example/api/v1', apiKey: 'key' })
export const status: 'pending' | 'active' | 'inactive' | undefined = (await client.connections.list()).data[0]?.attributes.status
// @ts-expect-error no such attribute
client.accounts.create.bind(null, { shoeSize: 43 })
export const page = createSessionClient({ baseUrl: '', clientSecret: '' })
export const code: string = new ApiError('not_found').code
export const widget: ConnectWidget = document.createElement('connect-widget')
widget.addEventListener('connect-complete', event => event.inquiryId.length)
export const router = (await createConnect({ dataDir: '.', log: null! })).router
`

const JSX_CONSUMER = `
import type {} from 'connect-widget/jsx'
import type { ConnectWidget } from 'connect-widget'

export const asked = (
  <connect-widget
    className="card"
    server="https://connect.example"
    client-secret="secret"
    ref={(element: ConnectWidget | null) => void element?.clientSecret.length}
    onconnect-complete={event => event.inquiryId.length}
  />
)
export const shared = <connect-share backend="/connect" onconnect-decline={() => {}} />
// @ts-expect-error an address is text
export const wrong = <connect-widget server={43} />
// @ts-expect-error no such detail of the event
export const unheard = <connect-widget onconnect-complete={event => event.shoeSize} />
// @ts-expect-error no such element
export const unknown = <connect-nothing />
`

/** What tsc says of one file of the project; empty when it is right. */
function typesOf(file: string, source: string, options: Record<string, unknown>): string {
  writeFileSync(join(project, file), source)
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2024', 'dom', 'dom.iterable'],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    ...options,
  }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
  return run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', '.'], project)
}

describe('the installed package', () => {
  it('has no source, no test and nothing of the demo in it', () => {
    const files = run('find', ['node_modules/connect-widget', '-type', 'f'], project).split('\n')
    expect(files.filter(file => /\/(test|demo)\/|(?<!\.d)\.ts$/.test(file))).toEqual([])
    expect(files).toContain('node_modules/connect-widget/dist/cdn/connect-widget.js')
  })

  // Guarantee: a page that is rendered on a server may import the element there; nothing happens and nothing throws.
  it('is imported in Node, the element as well', () => {
    const said = node(`
      import { createClient } from 'connect-widget/client'
      import { createSessionClient } from 'connect-widget/client/session'
      import { ConnectWidget } from 'connect-widget'
      import 'connect-widget/define'
      console.log(typeof createClient, typeof createSessionClient, typeof ConnectWidget)`)
    expect(said).toBe('function function function')
  })

  it('has a server that runs', () => {
    const said = node(`
      import { mkdtempSync } from 'node:fs'
      import express from 'express'
      import { pino } from 'pino'
      import { createConnect } from 'connect-widget/server'
      const connect = await createConnect({ dataDir: mkdtempSync('data-'), log: pino({ level: 'silent' }) })
      const server = express().use(connect.router).listen(0, async () => {
        const at = path => fetch('http://127.0.0.1:' + server.address().port + path).then(answer => answer.status)
        console.log(await at('/healthz'), await at('/docs'), await at('/docs/docs.css'), await at('/invite'), await at('/invite/invite.js'))
        server.close()
        await connect.close()
      })`)
    expect(said).toBe('200 200 200 200 200')
  })

  // Guarantee: whoever mounts the router in an app of their own has the dashboard, as the build has made it, with its API.
  it('has the dashboard in it, and the widget’s files, where the server finds them', () => {
    const said = node(`
      import { createConnect } from 'connect-widget/server'
      import express from 'express'
      import { pino } from 'pino'
      const connect = await createConnect({ dataDir: './data', log: pino({ level: 'silent' }) })
      const server = express().use(connect.router).listen(0, '127.0.0.1')
      await new Promise(resolve => server.once('listening', resolve))
      const origin = 'http://localhost:' + server.address().port
      const page = await fetch(origin + '/dashboard/sandbox/connections')
      const [, script] = /<script [^>]*src="([^"]+)"/.exec(await page.text()) ?? []
      const asset = await fetch(origin + script, { headers: { 'accept-encoding': 'br' } })
      const widget = await fetch(origin + '/connect-widget.js')
      const me = await fetch(origin + '/dashboard/api/me')
      console.log(JSON.stringify([page, asset, widget, me].map(({ status, headers }) => [status, headers.get('content-type'), headers.get('content-encoding')])))
      server.closeAllConnections()
      server.close()
      await connect.close()`)
    expect(JSON.parse(said)).toEqual([
      [200, 'text/html; charset=utf-8', null],
      [200, 'text/javascript; charset=utf-8', 'br'],
      [200, 'text/javascript; charset=utf-8', null],
      [401, 'application/json; charset=utf-8', null],
    ])
  })

  // Guarantee: the networks that find faces come with the package; nothing is fetched, no other package is needed.
  it('finds faces', () => {
    const said = node(`
      import { readFileSync } from 'node:fs'
      import { examineFaces } from './node_modules/connect-widget/dist/package/server/verification/examine/faces.js'
      const { faces } = await examineFaces(readFileSync(${JSON.stringify(join(ROOT, 'demo/people/complete/selfie.jpg'))}))
      console.log(faces.length)`)
    expect(said).toBe('1')
  })

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has types, for modules of %s resolved as by %s', (module, moduleResolution) => {
    expect(typesOf('consumer.ts', CONSUMER, { module, moduleResolution })).toBe('')
  })

  // Guarantee: in React's JSX the elements take what they have, and nothing else, and their events are typed.
  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has types for JSX, for modules of %s resolved as by %s', (module, moduleResolution) => {
    const options = { module, moduleResolution, jsx: 'react-jsx', verbatimModuleSyntax: true }
    expect(typesOf('consumer.tsx', JSX_CONSUMER, options)).toBe('')
  })

  // Guarantee: the manifest names each element, attribute and event as the modules in the package have them.
  it('describes its elements in a custom elements manifest', () => {
    const said = node(`
      import manifest from 'connect-widget/custom-elements.json' with { type: 'json' }
      import { existsSync, readFileSync } from 'node:fs'
      const at = path => new URL('./node_modules/connect-widget/' + path, import.meta.url)
      const own = JSON.parse(readFileSync(at('package.json'), 'utf8'))
      const elements = manifest.modules.flatMap(module => module.declarations.map(element => ({ ...element, path: module.path })))
      const described = await Promise.all(elements.map(async ({ path, name, tagName, attributes, events, members }) => {
        const { observedAttributes } = (await import(at(path)))[name]
        const types = await Promise.all(events.map(event =>
          import(at('dist/package/widget/events/' + event.name + '-event.js')).then(module => String(module[event.type.text]).includes("super('" + event.name + "'"))))
        return [tagName, attributes.length > 0 && attributes.every(({ name }) => observedAttributes.includes(name)), types.length > 0 && types.every(Boolean), members.map(({ name }) => name).filter(name => ['clientSecret', 'name', 'required', 'disabled', 'value'].includes(name))]
      }))
      const missing = manifest.modules.filter(({ path }) => !existsSync(at(path)))
      console.log(JSON.stringify({ described, missing, found: existsSync(at(own.customElements)) }))`)
    expect(JSON.parse(said)).toEqual({
      described: [
        ['connect-widget', true, true, ['clientSecret', 'name', 'required', 'disabled', 'value']],
        ['connect-share', true, true, []],
      ],
      missing: [],
      found: true,
    })
  })

  // Guarantee: a page that imports the element has it registered, and one that imports the class alone has not.
  it('is built into a page, with the element that it defines and without', async () => {
    const built = async (source: string) => {
      writeFileSync(join(project, 'page.js'), source)
      const result = await build({
        root: project,
        configFile: false,
        logLevel: 'silent',
        build: { write: false, lib: { entry: 'page.js', formats: ['es'], fileName: 'page' } },
      })
      const [output] = [result].flat()
      const [chunk] = output && 'output' in output ? output.output : []
      return chunk?.type === 'chunk' ? chunk.code : ''
    }
    const registers = /\.define\(.connect-widget./
    expect(await built("import 'connect-widget/define'")).toMatch(registers)
    const alone = await built("import { ConnectWidget } from 'connect-widget'; console.log(ConnectWidget)")
    expect(alone).toContain('client-secret')
    expect(alone).not.toMatch(registers)
  })
})
