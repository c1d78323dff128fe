import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recipe } from '../../demo/workflows/recipe.ts'
import { audit } from '../axe.ts'
import { type Receiver, startReceiver } from '../server/webhooks/receiver.ts'
import { billOf } from './bill.ts'
import { heardEvent, heardEvents, launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { personWith } from './walk.ts'

const person = personWith('no-proof-of-address')

/** What the source has handed over of a person, such as cannot stand there by chance. */
const valuesOf = ({ fields }: typeof person) => Object.values(fields).filter(value => value.length > 5)

describe('somebody whom a workflow has sent a one-time link', () => {
  let server: RunningServer
  let receiver: Receiver
  let browser: Browser
  let bill: Awaited<ReturnType<typeof billOf>>
  const complaints: string[] = []

  beforeAll(async () => {
    receiver = await startReceiver()
    server = await startServer({ webhookOrigin: receiver.origin })
    browser = await launchBrowser()
    bill = await billOf(person)
    const values = {
      CONNECTION_ID: server.sandbox['connection-id'],
      // Which wants a proof of address that the source does not have.
      INQUIRY_TEMPLATE_ID: server.sandbox['destination-inquiry-template-id-strict'],
      SENDER_URL: `${receiver.origin}/links`,
    }
    for (const name of ['destination-redeems', 'destination-asks']) {
      const { data } = await server.destination.workflows.create({ name, document: recipe(name, values) })
      await server.destination.workflows.enable(data.id)
    }
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
    await receiver?.close()
  })

  /** A token of somebody without a proof of address; the link that the workflows make of it, without anybody's code. */
  async function sentLink(): Promise<string> {
    const before = receiver.received.length
    await server.source.shareTokens.create({
      'connection-id': server.sandbox['connection-id'],
      'source-id': server.sandbox['source-inquiry-id-partial'],
    })
    const received = await receiver.nth(before + 1)
    return JSON.parse(received.body).data.attributes['one-time-link']
  }

  async function open(link: string, options: Parameters<typeof openContext>[1] = {}): Promise<Page> {
    const context = await openContext(browser, options)
    const page = await context.newPage()
    await page.goto(link)
    return page
  }

  const watched = (context: BrowserContext) => {
    context.on('weberror', error => complaints.push(error.error().message))
    context.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  }

  const billAsked = (page: Page) => page.getByRole('group', { name: 'Proof of address' })

  // Guarantee: an inquiry that a workflow has left awaiting input ends, completed, where its link leads; the person is
  // asked for nothing that is there, and sees nothing of what came from the source.
  it('gives there what is missing, and the inquiry completes', async () => {
    const link = await sentLink()
    const context = await openContext(browser)
    watched(context)
    const page = await context.newPage()
    await page.goto(link)
    await page.getByRole('heading', { level: 1, name: /asks you to verify your identity/ }).waitFor()
    await page.getByRole('button', { name: 'Continue' }).click()
    await billAsked(page).waitFor()
    expect(page.url()).toBe(`${server.origin}/api/v1/verify`)
    const shown = await page.locator('connect-widget').evaluate(it => it.shadowRoot?.textContent ?? '')
    for (const value of valuesOf(person)) expect(shown).not.toContain(value)

    await page.getByLabel('Choose a file: Document').setInputFiles(bill)
    const ended = await heardEvent(page, 'connect-complete')
    expect(ended.status).toBe('approved')
    const { data } = await server.destination.inquiries.retrieve(String(ended.inquiryId))
    expect(data.attributes.status).toBe('approved')
    expect(data.attributes.fields['name-last']).toMatchObject({ value: person.fields['name-last'] })
    expect(complaints).toEqual([])
    await context.close()
  })

  // Guarantee: the page that has opened the link goes on when it is loaded again; nobody else gets in.
  it('can load the page again, and is the only one whom the link has let in', async () => {
    const link = await sentLink()
    const page = await open(link)
    await page.getByRole('button', { name: 'Continue' }).click()
    await billAsked(page).waitFor()
    await page.reload()
    await billAsked(page).waitFor()
    const elsewhere = await open(link)
    await elsewhere.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
    const besides = await page.context().newPage()
    await besides.goto(link)
    await besides.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
    expect(await besides.locator('connect-widget').count()).toBe(0)
    await page.getByLabel('Choose a file: Document').setInputFiles(bill)
    expect((await heardEvent(page, 'connect-complete')).status).toBe('approved')
    for (const one of [page, elsewhere]) await one.context().close()
  })

  // Guarantee: no button leads nowhere, by keyboard either.
  it('is told how to go on later', async () => {
    const page = await open(await sentLink())
    await page.getByRole('button', { name: 'Continue' }).press('Enter')
    await billAsked(page).waitFor()
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('h1')
    await page.getByRole('button', { name: 'Do this later' }).click()
    await page.getByText('What you have given is kept.').waitFor()
    expect(await page.getByRole('button', { name: 'Do this later' }).count()).toBe(1)
    await page.context().close()
  })

  // Guarantee: an answer that is lost costs nobody the link.
  it('gets in after an answer was lost', async () => {
    const page = await open(await sentLink())
    await page.route('**/verify', async (route, request) => {
      if (request.method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('That did not work. Please try again.').waitFor()
    await page.unroute('**/verify')
    await page.reload()
    await billAsked(page).waitFor()
    await page.context().close()
  })

  it.each([
    ['light', 'en', 1280],
    ['dark', 'en', 1280],
    ['light', 'ar', 320],
    ['dark', 'de', 320],
  ] as const)(
    'finds a page that is for everybody: %s, %s, %i pixels',
    async (colorScheme, language, width) => {
      // The page's own policy keeps the checker out.
      const options = { colorScheme, locale: language, bypassCSP: true, viewport: { width, height: 800 } }
      const page = await open(await sentLink(), options)
      const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      const picture = (name: string) =>
        process.env.PICTURES
          ? page.screenshot({
              path: `${process.env.PICTURES}/${name}-${colorScheme}-${language}-${width}.png`,
            })
          : undefined
      await page.getByRole('button').waitFor()
      expect(await audit(page)).toEqual([])
      expect(await isWide()).toBe(false)
      await picture('asks')
      await page.getByRole('button').click()
      await page.locator('connect-widget fieldset').first().waitFor()
      expect(await page.locator('connect-widget section').getAttribute('lang')).toBe(language)
      expect(await page.locator('connect-widget section').getAttribute('dir')).toBe(
        language === 'ar' ? 'rtl' : 'ltr',
      )
      expect(await audit(page)).toEqual([])
      expect(await isWide()).toBe(false)
      await picture('collects')
      expect((await heardEvents(page)).map(({ type }) => type)).not.toContain('connect-error')
      await page.context().close()
    },
  )
})
