import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, serve } from '../../server/lifecycle.ts'
import { widgetFiles } from '../../server/widget-files.ts'

let directory: string
let origin: string
let close: () => void
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'connect-cdn-'))
  mkdirSync(join(directory, 'connect-widget'))
  writeFileSync(join(directory, 'connect-widget.js'), 'widget()')
  writeFileSync(join(directory, 'connect-widget/collect.mjs'), 'export {}')
  writeFileSync(join(directory, 'integrity.json'), '{"version":"1.2.3","integrity":{}}')
  const server = await listen(0, '127.0.0.1')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  serve(server, express().use(widgetFiles(directory)))
  close = () => server.close()
})
afterAll(() => {
  close()
  rmSync(directory, { recursive: true })
})

const get = (path: string) => fetch(origin + path)

describe('the files of the widget', () => {
  it.each(['/connect-widget.js', '/connect-widget/collect.mjs', '/v1.2.3/connect-widget/collect.mjs'])(
    '%s is there for a page of any origin',
    async path => {
      const { status, headers } = await get(path)
      expect([
        status,
        headers.get('access-control-allow-origin'),
        headers.get('cross-origin-resource-policy'),
      ]).toEqual([200, '*', 'cross-origin'])
    },
  )

  // Guarantee: what a page has pinned never changes under it, and what it has not is soon the newest.
  it('are kept for ever below their version, and shortly elsewhere', async () => {
    const caching = async (path: string) => (await get(path)).headers.get('cache-control')
    expect(await caching('/v1.2.3/connect-widget.js')).toBe('public, max-age=31536000, immutable')
    expect(await caching('/connect-widget.js')).toBe('public, max-age=300')
    expect((await get('/v1.2.2/connect-widget.js')).status).toBe(404)
  })

  it('are nothing but those files', async () => {
    for (const path of ['/', '/connect-widget', '/connect-widget/', '/%2e%2e/package.json', '/.hidden'])
      expect((await get(path)).status, path).toBe(404)
  })
})

describe('a build', () => {
  it('says of each file what `integrity` says of it', () => {
    const cdn = join(import.meta.dirname, '../../dist/cdn')
    const { integrity } = JSON.parse(readFileSync(join(cdn, 'integrity.json'), 'utf8'))
    expect(Object.keys(integrity)).toEqual(
      expect.arrayContaining([
        'connect-widget.js',
        'connect-widget.mjs',
        'connect-widget/collect.mjs',
        'connect-widget/rights.mjs',
      ]),
    )
    for (const [file, value] of Object.entries(integrity)) {
      const digest = createHash('sha384')
        .update(readFileSync(join(cdn, file)))
        .digest('base64')
      expect(value, file).toBe(`sha384-${digest}`)
    }
  })
})
