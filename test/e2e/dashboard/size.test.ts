import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { type RunningServer, startServer } from '../server.ts'
import { openDashboardContext, settled, signIn } from './operator.ts'

const ASSETS = join(import.meta.dirname, '../../../dist/dashboard/assets')

/** Bytes after brotli: of all scripts together (the issue's), and of those that the first view asks for. */
const WHOLE_BUDGET = 150_000
const FIRST_VIEW_BUDGET = 90_000

const weightOf = (name: string): number => brotliCompressSync(readFileSync(join(ASSETS, name))).length

const sum = (names: readonly string[]): number => names.reduce((total, name) => total + weightOf(name), 0)

describe('the scripts of the dashboard', () => {
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  it('weigh what they may together', () => {
    const scripts = readdirSync(ASSETS).filter(name => name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(10)
    expect(sum(scripts)).toBeLessThanOrEqual(WHOLE_BUDGET)
  })

  // Guarantee: whoever comes to a list loads the frame and that list, and no other page.
  it('are loaded where they are needed', async () => {
    const { context } = await openDashboardContext(browser)
    await signIn(server, context, 'destination')
    const page = await context.newPage()
    const loaded: string[] = []
    page.on('response', response => {
      const name = new URL(response.url()).pathname.split('/').at(-1) ?? ''
      if (name.endsWith('.js')) loaded.push(name)
    })
    await page.goto(`http://localhost:${server.port}/dashboard/sandbox/connections`)
    await page.getByRole('link', { name: 'Meridian Exchange' }).waitFor()
    await settled(page)
    expect(
      loaded.filter(name => /statistics|template|workflow|inquir|people|usage|sign-in/.test(name)),
    ).toEqual([])
    expect(sum(loaded)).toBeLessThanOrEqual(FIRST_VIEW_BUDGET)
  })
})
