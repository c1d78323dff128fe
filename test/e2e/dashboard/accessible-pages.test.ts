import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Everything, makeEverything } from './everything.ts'
import { addAuthenticator, auditInEveryLook, openDashboardContext, settled, signIn } from './operator.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let made: Everything
/** The bank's admin, in a browser that lets the accessibility checker in. */
let bank: Page
let exchange: Page
let contexts: BrowserContext[]
beforeAll(async () => {
  stage = await openStage()
  made = await makeEverything(stage.server)
  const { context: ofBank } = await openDashboardContext(stage.browser, {
    bypassCSP: true,
    storageState: await stage.context.storageState(),
  })
  const { context: ofExchange } = await openDashboardContext(stage.browser, { bypassCSP: true })
  bank = await ofBank.newPage()
  exchange = await signIn(stage.server, ofExchange, 'source')
  contexts = [ofBank, ofExchange]
}, 120_000)
afterAll(() => stage?.close())

const addressOf = (path: string): string =>
  `http://localhost:${stage.server.port}/dashboard${path.replaceAll(/\{(\w+)\}/g, (_, name: keyof Everything) => made[name])}`

/** Goes to an address, waits until it has what it shows, and opens all that is folded there. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(addressOf(path))
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
  })
}

describe('a page', () => {
  // Guarantee: WCAG 2.2 AA as far as axe can tell, light and dark, wide and at 320 pixels, with all that is folded open.
  it.each([
    '/connections',
    '/connections/invites',
    '/connections/{connection}',
    '/connections/{pendingConnection}',
    '/connections/{inactiveConnection}',
    '/share-tokens',
    '/share-tokens?status=redeemed&direction=inbound&sort=created-at',
    '/share-tokens/{token}',
    '/share-tokens/{redeemedToken}',
    '/redemptions',
    '/redemptions?status=finished&mode=clone&sort=created-at',
    '/consents',
    '/inquiries',
    '/inquiries/{inquiry}',
    '/inquiries/{openInquiry}',
    '/templates',
    '/templates/{template}',
    '/templates/new',
    '/workflows',
    '/workflows/{workflow}',
    '/workflow-runs',
    '/workflow-runs/{run}',
    '/webhooks',
    '/webhooks/{webhook}',
    '/api-keys',
    '/usage',
    '/agreements',
    '/statistics',
    '/audit',
    '/people',
  ])('keeps nobody out: %s', async path => {
    await open(bank, `/sandbox${path}`)
    expect(await auditInEveryLook(bank)).toEqual([])
  })
})

describe('a list with nothing in it', () => {
  it.each([
    '/connections/invites',
    '/webhooks',
    '/workflows',
    '/workflow-runs',
    '/inquiries?status=failed',
    '/share-tokens?status=failed',
    '/redemptions',
    '/redemptions?status=failed',
    '/consents?after=nothing',
  ])('keeps nobody out: %s', async path => {
    await open(exchange, `/sandbox${path}`)
    expect(await auditInEveryLook(exchange)).toEqual([])
  })
})

describe('what went wrong', () => {
  it.each([
    ['no such page', '/sandbox/nowhere', /There is no such page/],
    ['no such object', '/sandbox/inquiries/inq_nobody', /./],
    ['no such share token', '/sandbox/share-tokens/cnst_nobody', /./],
  ])('is told to everybody: %s', async (_what, path, words) => {
    await bank.goto(addressOf(path))
    await bank.locator('h1, [role=alert]').getByText(words).first().waitFor()
    expect(await auditInEveryLook(bank)).toEqual([])
  })

  it('is told to everybody: a list that cannot be fetched, and with another try it can', async () => {
    await open(bank, '/sandbox/share-tokens')
    await contexts[0]?.setOffline(true)
    await bank.getByRole('columnheader', { name: 'Created' }).getByRole('link').click()
    await bank.getByRole('alert').getByText('The server cannot be reached').waitFor()
    expect(await auditInEveryLook(bank)).toEqual([])
    await contexts[0]?.setOffline(false)
    await bank.getByRole('button', { name: 'Try again' }).click()
    await bank.locator('tbody a').first().waitFor()
  })

  it('is told to everybody: a server that answers nothing at all', async () => {
    const page = (await contexts[0]?.newPage()) ?? bank
    await page.route('**/dashboard/api/me', route => route.abort())
    await page.goto(addressOf('/sandbox/connections'))
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor()
    expect(await auditInEveryLook(page)).toEqual([])
    await page.close()
  })
})

describe('what is on its way', () => {
  it.each(['/share-tokens', '/inquiries/{inquiry}'])('keeps nobody out: %s', async path => {
    const page = (await contexts[0]?.newPage()) ?? bank
    const asked = Promise.withResolvers<void>()
    await page.route('**/v1/**', () => asked.resolve())
    await page.goto(addressOf(`/sandbox${path}`))
    // The page's own look, once it has asked: the shell is busy before that, and has a heading of its own.
    await asked.promise
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('[aria-busy=true]').first().waitFor()
    expect(await auditInEveryLook(page)).toEqual([])
    await page.close()
  })
})

describe('what opens', () => {
  it.each([
    ['/share-tokens', 'Status'],
    ['/share-tokens/{token}', 'Into a new inquiry of'],
    ['/templates/{template}', 'Against a partner'],
  ])('keeps nobody out: the choice at %s, %s', async (path, name) => {
    await open(bank, `/sandbox${path}`)
    await bank.getByRole('combobox', { name }).click()
    await bank.getByRole('option').first().waitFor()
    expect(await auditInEveryLook(bank)).toEqual([])
    await bank.keyboard.press('Escape')
  })

  it('keeps nobody out: the gap report before a redemption', async () => {
    await open(bank, '/sandbox/share-tokens/{token}')
    await bank.getByRole('combobox', { name: 'Into a new inquiry of' }).click()
    await bank.getByRole('option').first().click()
    await bank.getByText('Left to the person').waitFor()
    expect(await auditInEveryLook(bank)).toEqual([])
  })

  it('keeps nobody out: a template as JSON', async () => {
    await open(bank, '/sandbox/templates/{template}')
    await bank.getByRole('tab', { name: 'JSON' }).click()
    await bank.getByRole('textbox', { name: 'Document' }).waitFor()
    expect(await auditInEveryLook(bank)).toEqual([])
  })

  it('keeps nobody out: the menu of a narrow screen', async () => {
    await bank.setViewportSize({ width: 320, height: 900 })
    await open(bank, '/sandbox/connections')
    await bank.getByRole('button', { name: 'Menu' }).click()
    await bank.getByRole('link', { name: 'Webhooks' }).waitFor()
    expect(await auditInEveryLook(bank)).toEqual([])
  })
})

describe('signing in', () => {
  /** Somebody who is not signed in. */
  async function stranger(): Promise<Page> {
    const { context } = await openDashboardContext(stage.browser, { bypassCSP: true })
    return context.newPage()
  }

  it.each([
    ['the question', async () => {}],
    [
      'an address that is none',
      async (page: Page) => {
        await page.getByLabel('E-mail address').fill('nobody')
        await page.getByRole('button', { name: 'Send me a link' }).click()
      },
    ],
    [
      'a link on its way',
      async (page: Page) => {
        await page.getByLabel('E-mail address').fill('nobody@example.com')
        await page.getByRole('button', { name: 'Send me a link' }).click()
        await page.getByText('a link is on its way').waitFor()
      },
    ],
    [
      'a passkey that does not come',
      async (page: Page) => {
        await addAuthenticator(page)
        await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
        await page.getByRole('alert').getByText('No passkey was used').waitFor()
      },
    ],
  ] as const)('keeps nobody out: %s', async (_what, step) => {
    const page = await stranger()
    await page.goto(addressOf('/'))
    await page.getByRole('heading', { level: 1, name: 'Sign in to Connect' }).waitFor()
    await step(page)
    expect(await auditInEveryLook(page)).toEqual([])
    await page.context().close()
  })

  it('keeps nobody out: a link that was followed, and one that is spent', async () => {
    const page = await stranger()
    await page.goto(addressOf('/#sign-in=spent'))
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    expect(await auditInEveryLook(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').waitFor()
    expect(await auditInEveryLook(page)).toEqual([])
    await page.context().close()
  })
})
