import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from '../server.ts'
import { newToken } from './objects.ts'
import {
  dialog,
  goTo,
  openDashboardContext,
  settled,
  signIn,
  signInUrlOf,
  tabToButton,
  toast,
} from './operator.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let server: RunningServer
let bank: Page
let exchange: Page
beforeAll(async () => {
  stage = await openStage()
  server = stage.server
  bank = stage.bank
  const other = await openDashboardContext(stage.browser)
  exchange = await signIn(server, other.context, 'source')
}, 120_000)
afterAll(() => stage?.close())

describe('signing in', () => {
  // Guarantee: a link signs in once, on a press of the button, and its secret does not stay in the address.
  it('is by a link that works once', async () => {
    expect(bank.url()).not.toContain('sign-in=')
    const { context: stranger } = await openDashboardContext(stage.browser)
    const page = await stranger.newPage()
    await page.goto(signInUrlOf(server, 'destination'))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').waitFor()
    expect(new URL(page.url()).hash).toBe('')
    await page.goto(`${server.origin}/dashboard/sandbox/connections`)
    await page.getByRole('heading', { name: 'Sign in to Connect' }).waitFor()
    await stranger.close()
  })

  it('is asked for where nobody is signed in, and says nothing of whether an address is known', async () => {
    const { context: stranger } = await openDashboardContext(stage.browser)
    const page = await stranger.newPage()
    await page.goto(`http://localhost:${server.port}/dashboard/`)
    await page.getByLabel('E-mail address').fill('nobody@example.com')
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await page.getByText('If that address belongs to somebody here').waitFor()
    await stranger.close()
  })
})

describe('a session that is over', () => {
  // Guarantee: whoever's session has ended is asked to sign in where they are, and comes back to it.
  it('leads to signing in', async () => {
    const { context: own } = await openDashboardContext(stage.browser, {
      storageState: await stage.context.storageState(),
    })
    const page = await own.newPage()
    await page.goto(new URL('/dashboard/sandbox/inquiries', bank.url()).href)
    // All that the page asks by itself: it would find out before the click.
    await page.waitForLoadState('networkidle')
    await own.clearCookies()
    await page.getByRole('link', { name: 'Share tokens' }).click()
    await page.getByRole('heading', { name: 'Sign in to Connect' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/dashboard/sandbox/share-tokens')
    await own.close()
  })
})

describe('the environment', () => {
  it('is said by a band above every page, and by the address', async () => {
    await expect.poll(() => bank.getByRole('region', { name: 'Environment' }).innerText()).toMatch(/sandbox/i)
    expect(new URL(bank.url()).pathname).toBe('/dashboard/sandbox/connections')
  })
})

describe('connections', () => {
  it('stand in both directions side by side', async () => {
    const received = bank.getByRole('region', { name: 'You receive from' })
    await received.getByRole('link', { name: 'Meridian Exchange' }).waitFor()
    await bank
      .getByRole('region', { name: 'You share with' })
      .getByText('You share with nobody yet')
      .waitFor()
  })

  it('are offered, accepted, deactivated and offered again', async () => {
    await bank.getByRole('button', { name: 'New connection' }).click()
    await bank.getByLabel(/Partner.s organization ID/).fill('org_nobody')
    await dialog(bank).getByRole('button', { name: 'Create' }).click()
    await dialog(bank).getByRole('alert').getByText('Destination organization id is not found').waitFor()
    await bank.getByLabel(/Partner.s organization ID/).fill(server.sandbox.source['organization-id'])
    await dialog(bank).getByRole('button', { name: 'Create' }).click()
    await toast(bank, 'Connection created').waitFor()

    await goTo(exchange, '/connections')
    const offered = exchange.getByRole('region', { name: 'You receive from' })
    await offered.getByRole('link', { name: 'Northwind Bank' }).click()
    await exchange.getByRole('button', { name: 'Accept' }).click()
    await dialog(exchange).getByRole('button', { name: 'Accept' }).click()
    await toast(exchange, 'Connection accepted').waitFor()
    await exchange.getByRole('button', { name: 'Deactivate' }).click()
    await dialog(exchange).getByRole('button', { name: 'Deactivate' }).click()
    await toast(exchange, 'Connection deactivated').waitFor()
    // Only the source offers it again.
    await exchange.getByText('Inactive').first().waitFor()
    expect(await exchange.getByRole('button', { name: 'Reactivate' }).count()).toBe(0)

    await bank.getByRole('link', { name: 'Meridian Exchange' }).first().click()
    await bank.getByRole('button', { name: 'Reactivate' }).click()
    await dialog(bank).getByRole('button', { name: 'Reactivate' }).click()
    await toast(bank, 'Connection offered again').waitFor()
  })

  it('are offered by a link, which is shown once', async () => {
    await goTo(exchange, '/connections')
    await exchange.getByRole('button', { name: 'Invite by link' }).click()
    await exchange.getByLabel('Note to yourself').fill('Harbour Insurance')
    await dialog(exchange).getByRole('button', { name: 'Make the link' }).click()
    const link = await exchange.locator('.secret code').innerText()
    expect(link).toMatch(/\/invite#.+/)
    await dialog(exchange).getByRole('button', { name: 'Done' }).click()
    await exchange.locator('.secret').waitFor({ state: 'detached' })
  })
})

describe('share tokens', () => {
  it('are made by the source, and the secret form is shown once', async () => {
    await goTo(exchange, '/share-tokens')
    await exchange.getByRole('button', { name: 'New share token' }).click()
    await exchange.getByLabel('What is shared').fill(server.sandbox['source-inquiry-id'])
    await dialog(exchange).getByRole('button', { name: 'Create' }).click()
    const token = await exchange.locator('.secret code').innerText()
    expect(token).toMatch(/^cnst_\w+\.\S+$/)
    await dialog(exchange).getByRole('button', { name: 'Done' }).click()
    await exchange.getByRole('row').nth(1).getByText('Outbound').waitFor()
  })

  // Guarantee: the server filters, and the address holds the filters, so that a reload shows the same.
  it('are narrowed by what the address says', async () => {
    const id = await newToken(server)
    await server.source.shareTokens.expire(id)
    await goTo(bank, '/share-tokens?status=expired&direction=inbound')
    await settled(bank)
    await bank.locator(`tbody a[href$="${id}"]`).waitFor()
    const statuses = await bank.locator('tbody .status').allInnerTexts()
    expect(new Set(statuses)).toEqual(new Set(['Expired']))
    await bank.getByRole('combobox', { name: 'Status' }).click()
    await bank.getByRole('option', { name: 'Redeemed' }).click()
    await bank.waitForURL(/status=redeemed/)
    await bank.getByText('None is like that').waitFor()
  })

  // Guarantee: the server sorts, and the table says how.
  it('are sorted by the server', async () => {
    await newToken(server)
    await newToken(server)
    await goTo(bank, '/share-tokens')
    await settled(bank)
    const shown = () =>
      bank
        .locator('tbody td:first-child a')
        .evaluateAll(links => links.map(link => link.getAttribute('title')))
    const { data } = await server.destination.shareTokens.list({ sort: 'created-at', page: { size: 20 } })
    const oldest = data.map(({ id }) => id)
    expect(await shown()).toEqual(oldest.toReversed())
    await bank.getByRole('columnheader', { name: 'Created' }).getByRole('link').click()
    await bank.locator('th[aria-sort=ascending]').waitFor()
    await settled(bank)
    await expect.poll(shown).toEqual(oldest)
  })

  it('are found by their identifier, also by keyboard alone', async () => {
    const id = await newToken(server)
    await goTo(bank, '/share-tokens')
    await settled(bank)
    await bank.getByLabel('Search share tokens').focus()
    await bank.keyboard.type(id)
    await bank.keyboard.press('Enter')
    await bank.waitForURL(new RegExp(`/share-tokens/${id}$`))
    await bank.getByRole('heading', { name: 'What happened' }).waitFor()
  })

  // Guarantee: what would be missing is seen before anything is redeemed, and what happens then comes by itself.
  it('are redeemed after the gap report, and followed live to the last verification', async () => {
    const id = await newToken(server)
    await goTo(bank, `/share-tokens/${id}`)
    const panel = bank.getByRole('region', { name: 'Redeem' })
    await panel.getByRole('combobox', { name: 'Into a new inquiry of' }).click()
    await panel.getByRole('option', { name: 'Northwind account', exact: true }).click()
    await panel.getByText('Nothing: the template is satisfied.').waitFor()
    expect((await server.destination.shareTokens.retrieve(id)).data.attributes.status).toBe('created')
    await panel.getByRole('button', { name: 'Redeem into a new inquiry' }).click()
    const course = bank.locator('.timeline')
    await course.getByText('Redemption begun').waitFor()
    await course.getByText(/^Copied \d+ fields and \d+ files/).waitFor()
    await course.getByText('Government ID: passed').waitFor({ timeout: 60_000 })
    await course.getByText('Redeemed', { exact: true }).waitFor({ timeout: 60_000 })
    await bank.locator('.facts').getByText('Redeemed', { exact: true }).waitFor()
  }, 150_000)

  it('are expired by the source once it is sure', async () => {
    const id = await newToken(server)
    await goTo(exchange, `/share-tokens/${id}`)
    await exchange.getByRole('button', { name: 'Expire' }).click()
    await dialog(exchange).getByRole('button', { name: 'Cancel' }).click()
    await dialog(exchange).waitFor({ state: 'detached' })
    expect((await server.source.shareTokens.retrieve(id)).data.attributes.status).toBe('created')
    await exchange.getByRole('button', { name: 'Expire' }).click()
    await dialog(exchange).getByRole('button', { name: 'Expire' }).click()
    await toast(exchange, 'Share token expired').waitFor()
    expect((await server.source.shareTokens.retrieve(id)).data.attributes.status).toBe('expired')
  })
})

describe('by keyboard alone', () => {
  it('one comes past the navigation to the page, and to what can be done there', async () => {
    await goTo(bank, '/connections')
    await settled(bank)
    await bank.keyboard.press('Tab')
    await bank.keyboard.press('Enter')
    await tabToButton(bank, 'New connection')
    await bank.keyboard.press('Enter')
    await dialog(bank).getByRole('button', { name: 'Create' }).waitFor()
    await bank.keyboard.press('Escape')
    await dialog(bank).waitFor({ state: 'detached' })
  })
})

describe('whoever comes', () => {
  // Guarantee: nothing that a page of the dashboard does is against its own policy, and none of its scripts fails.
  it('has met no error, and nothing that the policy forbids', () => {
    expect(stage.complaints.list).toEqual([])
  })
})
