import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heardEvent, heardEvents, launchBrowser, openContext } from './browser.ts'
import { type Manner, type Relay, startRelay } from './dropping-relay.ts'
import { giveSession } from './give-session.ts'
import { destinationHost } from './hosts.ts'
import { type RunningServer, startServer } from './server.ts'
import { shareButton } from './walk.ts'

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

/** What a page heard of a redemption, and what passed the relay meanwhile. */
interface Course {
  progress: { name: unknown; step: unknown }[]
  status: unknown
  relay: Relay
}

/** Shares on a page that reaches the server only through something that treats streams in that manner. */
async function shareThrough(manner: Manner): Promise<Course> {
  const relay = await startRelay(server.origin, manner)
  const host = await destinationHost(relay.origin, {})
  const context = await openContext(browser)
  try {
    const page = await context.newPage()
    await page.goto(host.origin)
    await giveSession(server, host, page, {
      template: 'destination-inquiry-template-id',
      inquiry: 'source-inquiry-id',
    })
    await shareButton(page).click()
    const { status } = await heardEvent(page, 'connect-complete')
    const events = (await heardEvents(page)).filter(({ type }) => type === 'connect-progress')
    return { progress: events.map(({ name, step }) => ({ name, step })), status, relay }
  } finally {
    await context.close()
    await host.close()
    await relay.close()
  }
}

describe('a redemption behind a bad network', () => {
  let undisturbed: Course
  beforeAll(async () => {
    undisturbed = await shareThrough('pass')
    expect(undisturbed.status).toBe('approved')
    expect(undisturbed.relay.resumedFrom).toEqual([''])
  }, 60_000)

  // Guarantee: over as many connections as it takes, the page hears each event once and in order, and the end.
  it('whose stream is dropped after each event is followed without a gap or a repetition', async () => {
    const { progress, status, relay } = await shareThrough('cut')
    expect({ progress, status }).toEqual({ progress: undisturbed.progress, status: undisturbed.status })
    // A cut may swallow the event before it; after two such ones the widget asks by plain requests for a while.
    expect(relay.resumedFrom.length).toBeGreaterThan(1)
  }, 60_000)

  // Guarantee: where no stream comes through, the page asks, and the person sees the same.
  it('whose stream is held back is followed by plain requests', async () => {
    const { progress, status, relay } = await shareThrough('hold')
    expect({ progress, status }).toEqual({ progress: undisturbed.progress, status: undisturbed.status })
    expect(relay.polls()).toBeGreaterThan(0)
  }, 60_000)
})
