import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from '../server.ts'
import { newToken, openInquiry } from './objects.ts'
import { goTo, openDashboardContext, settled, signInUrlOf } from './operator.ts'
import { openStage, type Stage } from './stage.ts'

/** Nobody touches a mouse here: what is done is done by keys, and each stop on the way shows that the focus is there. */

let stage: Stage
let server: RunningServer
let bank: Page
let exchange: Page
let exchangeContext: BrowserContext
beforeAll(async () => {
  stage = await openStage()
  server = stage.server
  bank = stage.bank
  await stage.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  exchangeContext = (await openDashboardContext(stage.browser)).context
  exchange = await exchangeContext.newPage()
}, 120_000)
afterAll(() => stage?.close())

/** More stops than any page has. */
const MOST_STOPS = 120

interface Stop {
  /** The label, or what is written on it. */
  name: string
  /** Whether an outline is drawn around it, or around a part of it. */
  isSeen: boolean
}

/** Runs in the page: what has the focus. */
function stop(): Stop {
  const host = document.activeElement
  let inner = host
  while (inner?.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement
  if (host === null || inner === null || host === document.body) return { name: '', isSeen: false }
  const inDialog = host.localName === 'wa-dialog' ? inner : host
  const named = inDialog.getAttribute('label') ?? inDialog.getAttribute('aria-label')
  const parts = [inner, inDialog, ...(inDialog.shadowRoot?.querySelectorAll('*') ?? [])]
  const isSeen = parts.some(part => {
    const { outlineStyle, outlineWidth } = getComputedStyle(part)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
  return { name: (named ?? inDialog.textContent ?? '').replaceAll(/\s+/g, ' ').trim(), isSeen }
}

const focused = async (page: Page): Promise<string> => (await page.evaluate(stop)).name

/** Presses Tab until that has the focus; every stop before must show it. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const isMeant = (one: string) => (typeof name === 'string' ? one === name : name.test(one))
  const passed: string[] = []
  for (let count = 0; count < MOST_STOPS; count++) {
    await page.keyboard.press('Tab')
    const now = await page.evaluate(stop)
    if (now.name !== '' && !now.isSeen) throw new Error(`The focus is not seen at “${now.name}”`)
    if (isMeant(now.name)) return
    passed.push(now.name)
  }
  throw new Error(`Tab never comes to “${name}”, but to ${passed.join(', ')}`)
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

const isOpen = (page: Page, heading: string | RegExp) => page.getByRole('dialog', { name: heading }).waitFor()
const isClosed = (page: Page) => page.locator('wa-dialog').waitFor({ state: 'detached' })

async function open(page: Page, path: string): Promise<void> {
  await goTo(page, path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
}

/** Where the focus is once a dialog is closed. */
const returnedTo = (page: Page, name: string) => expect.poll(() => focused(page)).toBe(name)

describe('by keyboard alone', () => {
  it('one signs in by a link', async () => {
    await exchange.goto(signInUrlOf(server, 'source'))
    await exchange.getByRole('heading', { name: 'Sign in to Connect' }).waitFor()
    await press(exchange, 'Sign in')
    await exchange.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
    // Past the navigation to the page itself.
    await exchange.keyboard.press('Tab')
    expect(await focused(exchange)).toBe('Skip to the page')
    await exchange.keyboard.press('Enter')
    await tabTo(exchange, 'New connection')
  })

  it('one invites a partner, and comes back to where one was', async () => {
    await open(exchange, '/connections')
    await press(exchange, 'Invite by link')
    await isOpen(exchange, 'Invite by link')
    await tabTo(exchange, 'Note to yourself')
    await exchange.keyboard.type('Harbour Insurance')
    await tabTo(exchange, 'Selfie')
    await exchange.keyboard.press('Space')
    await press(exchange, 'Make the link')
    await isOpen(exchange, 'The invite link')
    await press(exchange, 'Done')
    await isClosed(exchange)
    await returnedTo(exchange, 'Invite by link')
    const [made] = (await server.source.connectionInvites.list()).data
    expect(made?.attributes.note).toBe('Harbour Insurance')
    expect(made?.attributes['data-types']).not.toContain('selfie')
  })

  it('one calls a dialog off by Escape, and is where one was', async () => {
    await open(exchange, '/connections')
    await press(exchange, 'New connection')
    await isOpen(exchange, 'New connection')
    await exchange.keyboard.press('Escape')
    await isClosed(exchange)
    await returnedTo(exchange, 'New connection')
  })

  it('one makes a share token, by the choice of how long it is good for', async () => {
    await open(exchange, '/share-tokens')
    await press(exchange, 'New share token')
    await isOpen(exchange, 'New share token')
    await tabTo(exchange, 'What is shared')
    await exchange.keyboard.type(server.sandbox['source-inquiry-id'])
    await tabTo(exchange, 'Good for')
    await exchange.keyboard.press('Enter')
    await exchange.getByRole('option', { name: 'A day' }).waitFor()
    await exchange.keyboard.press('Home')
    await exchange.keyboard.press('Enter')
    await press(exchange, 'Create')
    await isOpen(exchange, 'The share token')
    await press(exchange, 'Done')
    await isClosed(exchange)
    await returnedTo(exchange, 'New share token')
    const [token] = (await server.source.shareTokens.list()).data
    const { 'created-at': from = '', 'expires-at': until } = token?.attributes ?? {}
    expect(Date.parse(until ?? '') - Date.parse(from)).toBe(86_400_000)
  })

  it('one picks a template, reads what would be missing, and redeems', async () => {
    const id = await newToken(server)
    await open(bank, `/share-tokens/${id}`)
    await tabTo(bank, 'Into a new inquiry of')
    await bank.keyboard.press('Enter')
    await bank.getByRole('option', { name: 'Northwind account', exact: true }).waitFor()
    const { data: templates } = await server.destination.inquiryTemplates.list({ page: { size: 100 } })
    const wanted = server.sandbox['destination-inquiry-template-id']
    await bank.keyboard.press('Home')
    const at = templates.findIndex(one => one.id === wanted)
    for (let step = 0; step < at; step++) await bank.keyboard.press('ArrowDown')
    await bank.keyboard.press('Enter')
    await bank.getByText('Nothing: the template is satisfied.').waitFor()
    await press(bank, 'Redeem into a new inquiry')
    await bank.locator('.timeline').getByText('Redeemed', { exact: true }).waitFor({ timeout: 60_000 })
    // The panel is gone with the button: Tab goes on from where it was.
    await expect.poll(() => bank.evaluate(() => document.activeElement !== document.body)).toBe(true)
  }, 150_000)

  it('one approves an inquiry, with a comment', async () => {
    const id = await openInquiry(server)
    await open(bank, `/inquiries/${id}`)
    await press(bank, 'Approve')
    await isOpen(bank, 'Approve this inquiry?')
    await tabTo(bank, 'Comment')
    await bank.keyboard.type('Looked at by hand')
    await press(bank, 'Approve')
    await isClosed(bank)
    await bank.getByRole('button', { name: 'Approve' }).waitFor({ state: 'detached' })
    expect((await server.destination.inquiries.retrieve(id)).data.attributes.status).toBe('approved')
    await expect.poll(() => bank.evaluate(() => document.activeElement !== document.body)).toBe(true)
  })

  // Guarantee: a key is shown once and can be copied without a mouse, and what was copied is the key.
  it('one makes an API key, copies it, and finds it nowhere afterwards', async () => {
    await open(bank, '/api-keys')
    await press(bank, 'New API key')
    await isOpen(bank, 'New API key')
    await tabTo(bank, 'Name')
    await bank.keyboard.type('Onboarding')
    await press(bank, 'Create')
    await isOpen(bank, 'The API key')
    await press(bank, 'Copy the API key')
    const shown = await bank.locator('.secret code').innerText()
    await expect.poll(() => bank.evaluate(() => navigator.clipboard.readText())).toBe(shown)
    await press(bank, 'Done')
    await isClosed(bank)
    await returnedTo(bank, 'New API key')
    await bank.getByRole('row', { name: /Onboarding/ }).waitFor()
    expect(await bank.content()).not.toContain(shown)
    await bank.reload()
    await bank.getByRole('row', { name: /Onboarding/ }).waitFor()
    expect(await bank.content()).not.toContain(shown)
  })

  it('one expires it, and is not lost with the button that is gone', async () => {
    await press(bank, 'Expire')
    await isOpen(bank, /^Expire /)
    await press(bank, 'Expire')
    await isClosed(bank)
    await bank.getByRole('cell', { name: 'Expired' }).waitFor()
    await expect.poll(() => bank.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })

  it('one sends a webhook’s delivery again', async () => {
    const { data: webhook } = await server.destination.webhooks.create({
      name: 'Core banking',
      url: 'https://core.bank.example/hooks',
      'enabled-events': ['*'],
    })
    await server.destination.webhooks.enable(webhook.id)
    await openInquiry(server)
    /** When one was last tried; an empty text before that. */
    const lastTried = async () => {
      const filter = { 'webhook-id': webhook.id }
      const { data } = await server.destination.webhookDeliveries.list({ filter })
      return (
        data
          .map(({ attributes }) => attributes['last-attempted-at'] ?? '')
          .toSorted()
          .at(-1) ?? ''
      )
    }
    await expect.poll(lastTried, { timeout: 30_000 }).not.toBe('')
    await open(bank, `/webhooks/${webhook.id}`)
    const before = await lastTried()
    await press(bank, 'Send again')
    await bank.getByRole('status').getByText('It is sent again').waitFor()
    await expect.poll(async () => (await lastTried()) > before, { timeout: 30_000 }).toBe(true)
    await settled(bank)
    await expect.poll(() => bank.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })
})
