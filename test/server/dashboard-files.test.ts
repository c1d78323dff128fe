import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dashboardFiles } from '../../server/dashboard-files.ts'
import { listen, serve } from '../../server/lifecycle.ts'

let directory: string
let origin: string
let close: () => void
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'connect-dashboard-'))
  mkdirSync(join(directory, 'assets'))
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Connect</title>')
  writeFileSync(join(directory, 'assets/index-Ab12.js'), 'open()')
  writeFileSync(join(directory, 'assets/index-Ab12.js.br'), brotliCompressSync('open()'))
  const server = await listen(0, '127.0.0.1')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  serve(server, express().use(dashboardFiles(directory)))
  close = () => server.close()
})
afterAll(() => {
  close()
  rmSync(directory, { recursive: true })
})

const get = (path: string, encoding = 'br') =>
  fetch(origin + path, { redirect: 'manual', headers: { 'accept-encoding': encoding } })

describe('the files of the dashboard', () => {
  it.each(['/dashboard/', '/dashboard/sandbox/share-tokens/cnst_1', '/dashboard/production/apiaries'])(
    '%s is the one document, which is asked for anew each time',
    async path => {
      const answer = await get(path)
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      expect(await answer.text()).toContain('<title>Connect</title>')
    },
  )

  // Guarantee: what an operator's page runs is what was built with it, and it talks to nobody but this server.
  it('run no script of anybody else, none that is inline, and none made of text', async () => {
    const policy = (await get('/dashboard/')).headers.get('content-security-policy') ?? ''
    const directives = policy.split(';')
    expect(directives).toContain("default-src 'none'")
    expect(directives).toContain("script-src 'self'")
    expect(directives).toContain("style-src 'self'")
    expect(directives).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  it('never change under a name that has their hash', async () => {
    const asset = await get('/dashboard/assets/index-Ab12.js')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await asset.text()).toBe('open()')
  })

  it.each([
    ['br', 'br'],
    ['gzip', null],
  ])('are sent to whoever takes %s in the encoding %s, and are the same', async (accepted, encoding) => {
    const asset = await get('/dashboard/assets/index-Ab12.js', accepted)
    expect(asset.headers.get('content-encoding')).toBe(encoding)
    expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(asset.headers.get('vary')).toBe('Accept-Encoding')
    expect(await asset.text()).toBe('open()')
  })

  // Guarantee: a page that was opened before an update hears that a script is gone, and is not given a document as one.
  it('are missing where they are of another build', async () => {
    const { status, headers } = await get('/dashboard/assets/index-Zz99.js')
    expect([status, headers.get('cache-control')]).toEqual([404, 'no-store'])
  })

  it('leave the addresses of the API alone', async () => {
    for (const path of ['/dashboard/api', '/dashboard/api/me', '/dashboard/api/env_1/v1/inquiries'])
      expect((await get(path)).status, path).toBe(404)
  })

  it('are found without the last slash', async () => {
    const { status, headers } = await get('/dashboard')
    expect([status, headers.get('location')]).toEqual([308, '/dashboard/'])
  })

  it('are nothing but those files', async () => {
    for (const path of ['/dashboard/assets/', '/dashboard/assets/index', '/index.html'])
      expect((await get(path)).status, path).toBe(404)
  })
})
