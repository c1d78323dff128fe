import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { billOf } from './bill.ts'
import { heardEvent, heardEvents, launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { confirmAs, openBank, personWith, shareEverything } from './walk.ts'

const person = personWith('no-proof-of-address')
const FAKE_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

describe('somebody without a proof of address shares where one is required', () => {
  let server: RunningServer
  let browser: Browser
  const complaints: string[] = []
  let bill: Awaited<ReturnType<typeof billOf>>

  beforeAll(async () => {
    server = await startServer()
    bill = await billOf(person)
    browser = await launchBrowser(FAKE_CAMERA)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  /** The bank's page at the point where the widget asks for the proof of address. */
  async function asked(): Promise<{ context: BrowserContext; bank: Page }> {
    const context = await openContext(browser)
    context.on('weberror', error => complaints.push(error.error().message))
    context.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    const bank = await openBank(context, server.origin, 'strict')
    await confirmAs(await shareEverything(bank), person)
    await bank.getByRole('group', { name: 'Proof of address' }).waitFor()
    return { context, bank }
  }

  const inquiryOf = async (id: unknown) => (await server.destination.inquiries.retrieve(String(id))).data
  const filesOf = async (id: unknown) => {
    const { included } = await server.destination.inquiries.retrieve(String(id), { include: ['documents'] })
    return included?.find(({ type }) => type === 'document/generic')
  }

  // What was missing is asked for where the person is, and nothing else; the inquiry then completes by itself.
  it('adds it as a file, and the inquiry completes', async () => {
    const { context, bank } = await asked()
    await bank.getByLabel('Choose a file: Document').setInputFiles(bill)
    const ended = await heardEvent(bank, 'connect-complete')
    expect(ended.status).toBe('approved')
    expect((await inquiryOf(ended.inquiryId)).attributes.status).toBe('approved')
    expect(JSON.stringify(await filesOf(ended.inquiryId))).toContain('.pdf')
    await bank.locator('#result').getByRole('heading', { name: 'Your account is open' }).waitFor()
    const names = (await heardEvents(bank)).map(({ type, name }) => name ?? type)
    expect(names.slice(names.indexOf('inquiry.awaiting-input') + 1)).toEqual([
      'verification.started',
      'verification.finished',
      'inquiry.completed',
      'connect-complete',
    ])
    await context.close()
  })

  // What the browser's own test camera shows is no bill, and does not pass for one.
  it('takes a photo, and the inquiry goes to whoever reviews', async () => {
    const { context, bank } = await asked()
    await bank.getByRole('button', { name: 'Take a photo: Document' }).click()
    await bank.waitForFunction(() => {
      const video = document.querySelector('connect-widget')?.shadowRoot?.querySelector('video')
      return video != null && video.videoWidth > 0
    })
    await bank.getByRole('button', { name: 'Take photo', exact: true }).click()
    await bank.getByRole('button', { name: 'Use it: Document' }).click()
    const ended = await heardEvent(bank, 'connect-complete')
    expect(ended.status).toBe('needs_review')
    expect(JSON.stringify(await filesOf(ended.inquiryId))).toContain('.jpg')
    await context.close()
  })

  // A second tab, or the page loaded again, finds the session where it is, and each hears of the end.
  it('finds the same state in a second tab', async () => {
    const { context, bank } = await asked()
    const widget = 'document.querySelector("connect-widget")'
    const secret = await bank.evaluate<string>(`${widget}.clientSecret`)
    const second = await openBank(context, server.origin, 'strict')
    await second.evaluate(`${widget}.clientSecret = ${JSON.stringify(secret)}`)
    await second.getByLabel('Choose a file: Document').setInputFiles(bill)
    expect((await heardEvent(second, 'connect-complete')).status).toBe('approved')
    expect((await heardEvent(bank, 'connect-complete')).status).toBe('approved')
    await context.close()
  })

  // Loaded later and from beside the script, under the page's own strict policy.
  it('draws no complaint from the browser', () => {
    expect(complaints).toEqual([])
  })
})
