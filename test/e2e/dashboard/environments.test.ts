import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import {
  auditInEveryLook,
  type Complaints,
  dialog,
  openDashboardContext,
  settled,
  signInBy,
  toast,
} from './operator.ts'
import { type Production, startProduction } from './production.ts'

const KINDS = ['sandbox', 'production'] as const
type Kind = (typeof KINDS)[number]
const other = (kind: Kind): Kind => (kind === 'sandbox' ? 'production' : 'sandbox')

/** What is in an environment of the bank's, and in no other. */
interface Held {
  template: string
  inquiry: string
  partner: string
}

let server: Production
let browser: Browser
let context: BrowserContext
let complaints: Complaints
let page: Page
let held: Record<Kind, Held>
beforeAll(async () => {
  server = await startProduction()
  held = { sandbox: await fill('sandbox'), production: await fill('production') }
  browser = await launchBrowser(server.browserArgs)
  const opened = await openDashboardContext(browser)
  context = opened.context
  complaints = opened.complaints
  page = await signInBy(context, await server.signInUrl(server.bank, 'nora@northwind.example', 'Nora'))
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.discard()
})

/** A template and an inquiry of the bank's, and a connection that the exchange has offered it there. */
async function fill(kind: Kind): Promise<Held> {
  const bank = server.clientOf(server.bank[kind].key)
  const document = {
    fields: [{ key: 'name-last', label: 'Last name', type: 'string' as const }],
    documents: [],
    verifications: [],
    decision: { passed: 'completed' as const, failed: 'needs_review' as const },
    'retention-days': null,
  }
  const { data: template } = await bank.inquiryTemplates.create({ name: `Account in ${kind}`, document })
  const { data: inquiry } = await bank.inquiries.create({ 'inquiry-template-id': template.id })
  const { data: connection } = await server.clientOf(server.exchange[kind].key).connections.create({
    'destination-organization-id': server.bank.organizationId,
    'data-types': ['name'],
  })
  return { template: template.id, inquiry: inquiry.id, partner: connection.id }
}

const band = () => page.getByRole('region', { name: 'Environment' })
const switchTo = (kind: Kind) => band().getByRole('link', { name: `Switch to ${kind}` })

async function openIn(kind: Kind, path: string): Promise<void> {
  await page.goto(`${server.origin}/dashboard/${kind}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
}

const lists = [
  ['/templates', 'template'],
  ['/inquiries', 'inquiry'],
  ['/connections', 'partner'],
] as const

describe('signing in to production', () => {
  // Guarantee: the cookie is of this host alone, over TLS, out of scripts' reach and of other sites'.
  it('is by a link of the operator’s command, over https, and leaves one cookie with the host’s prefix', async () => {
    expect(new URL(page.url()).protocol).toBe('https:')
    expect(await context.cookies()).toMatchObject([
      {
        name: '__Host-connect-dashboard',
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Strict',
      },
    ])
    expect(await page.evaluate(() => document.cookie)).toBe('')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
  })

  // Guarantee: nobody is in production who has not chosen it.
  it('leads to the sandbox', () => {
    expect(new URL(page.url()).pathname).toBe('/dashboard/sandbox/connections')
  })
})

describe('which environment one is in', () => {
  it.each(KINDS)('is said of the %s in words, in the title and by the address', async kind => {
    await openIn(kind, '/inquiries')
    const words = { sandbox: 'Nothing here is real', production: 'Everything here is real' }
    await band().getByText(words[kind]).waitFor()
    expect(await band().locator('strong').innerText()).toMatch(new RegExp(`^${kind}$`, 'i'))
    expect(await page.title()).toMatch(new RegExp(`· ${kind} ·`, 'i'))
    expect(new URL(page.url()).pathname).toBe(`/dashboard/${kind}/inquiries`)
  })

  // Guarantee: the two look unlike each other in either look, and not by colour alone: the sandbox is striped.
  it.each(['light', 'dark'] as const)(
    'is seen by the band’s colour and stripes, in %s',
    async colorScheme => {
      await page.emulateMedia({ colorScheme })
      const looks: Record<string, { colour: string; stripes: boolean }> = {}
      for (const kind of KINDS) {
        await openIn(kind, '/inquiries')
        looks[kind] = await band().evaluate(element => {
          const { backgroundColor, backgroundImage } = getComputedStyle(element)
          return { colour: backgroundColor, stripes: backgroundImage !== 'none' }
        })
      }
      await page.emulateMedia({ colorScheme: 'light' })
      expect(looks.sandbox?.colour).not.toBe(looks.production?.colour)
      expect([looks.sandbox?.stripes, looks.production?.stripes]).toEqual([true, false])
    },
  )

  it('stays in sight on a long page and on a narrow screen, the switch with it', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    await openIn('production', '/statistics')
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(200)
    for (const part of [band().getByText('Production', { exact: true }), switchTo('sandbox')]) {
      const box = await part.boundingBox()
      expect(box).not.toBeNull()
      expect(box?.y).toBeGreaterThanOrEqual(0)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(120)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  // Guarantee: where something is decided, it is said in which environment: a dialog dims the band.
  it.each(KINDS)('is said by every dialog, in the %s', async kind => {
    await openIn(kind, '/connections')
    await page.getByRole('button', { name: 'New connection' }).click()
    await dialog(page).locator('.where').getByText(kind, { exact: false }).waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
  })
})

describe('the switch', () => {
  it.each(KINDS)('leads from the %s to the same list of the other, and says so', async kind => {
    await openIn(kind, `/templates/${held[kind].template}`)
    await page.getByRole('heading', { level: 1, name: `Account in ${kind}` }).waitFor()
    await switchTo(other(kind)).click()
    await page.waitForURL(`${server.origin}/dashboard/${other(kind)}/templates`)
    await toast(page, `You are in the ${other(kind)} environment now`).waitFor()
    await page.getByRole('link', { name: `Account in ${other(kind)}` }).waitFor()
    expect(await page.title()).toMatch(new RegExp(`· ${other(kind)} ·`, 'i'))
    await switchTo(kind).click()
    await page.waitForURL(`${server.origin}/dashboard/${kind}/templates`)
    await page.getByRole('link', { name: `Account in ${kind}` }).waitFor()
  })

  it('works by keyboard, right after the link that skips everything', async () => {
    await openIn('sandbox', '/templates')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Switch to production')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${server.origin}/dashboard/production/templates`)
  })
})

describe('what is one environment’s', () => {
  // Guarantee: each list shows what its own environment holds, first, and nothing of the other.
  it.each(lists)('is in no list of the other: %s', async (path, what) => {
    for (const kind of KINDS) {
      await openIn(kind, path)
      await page.locator(`tbody a[href$="/${kind}${path}/${held[kind][what]}"]`).first().waitFor()
      expect(await page.content(), kind).not.toContain(held[other(kind)][what])
    }
  })

  // Guarantee: an address with the other's identifier says no more than one with nobody's.
  it.each(lists)('is not found at an address of the other: %s', async (path, what) => {
    for (const kind of KINDS) {
      await page.goto(`${server.origin}/dashboard/${kind}${path}/${held[other(kind)][what]}`)
      await page.getByRole('alert').getByText('This is not here, or not yours.').waitFor()
    }
  })

  it('is made where one is: a key of production is production’s', async () => {
    await openIn('production', '/api-keys')
    await page.getByRole('button', { name: 'New API key' }).click()
    await dialog(page).getByLabel('Name').fill('Core banking')
    await dialog(page).getByRole('button', { name: 'Create' }).click()
    const key = await page.locator('.secret code').innerText()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /Core banking/ }).waitFor()
    const { data } = await server.clientOf(key).inquiryTemplates.list()
    expect(data.map(({ id }) => id)).toEqual([held.production.template])
    await switchTo('sandbox').click()
    await page.waitForURL(`${server.origin}/dashboard/sandbox/api-keys`)
    await settled(page)
    await page.getByRole('row', { name: /.+/ }).nth(1).waitFor()
    expect(await page.getByText('Core banking').count()).toBe(0)
  })
})

describe('whoever comes', () => {
  it('has met no error, and nothing that the policy forbids', () => {
    expect(complaints.list).toEqual([])
  })

  it.each(KINDS)('is kept out by nothing in the %s, in light and dark, and at 320 pixels', async kind => {
    const { context: checked } = await openDashboardContext(browser, {
      bypassCSP: true,
      storageState: await context.storageState(),
    })
    const own = await checked.newPage()
    await own.goto(`${server.origin}/dashboard/${kind}/connections`)
    await own.getByRole('button', { name: 'New connection' }).waitFor()
    await settled(own)
    expect(await auditInEveryLook(own)).toEqual([])
    await own.getByRole('button', { name: 'New connection' }).click()
    await dialog(own).getByRole('button', { name: 'Create' }).waitFor()
    expect(await auditInEveryLook(own)).toEqual([])
    await checked.close()
  })
})
