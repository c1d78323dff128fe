import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../axe.ts'
import { chromiumArgs, chromiumPath } from '../../chromium.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'

let server: TestServer
let browser: Browser
beforeAll(async () => {
  server = await startServer()
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function inviteUrl(): Promise<string> {
  const offer = attributes({ 'data-types': ['name', 'proof-of-address'] })
  return (await server.asSource('POST', '/connect/connection-invites', offer)).json.meta['invite-url']
}

const newDestination = async (): Promise<string> =>
  newKey(server.connect, await newEnvironment(server.connect))

async function open(url: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await browser.newPage(options)
  await page.goto(url)
  return page
}

async function look(page: Page, key: string): Promise<void> {
  await page.getByLabel('An API key of your organization').fill(key)
  await page.keyboard.press('Enter')
}

describe('the page of an invite', () => {
  it('shows who offers what, and accepts it, by keyboard alone', async () => {
    const page = await open(await inviteUrl())
    const key = await newDestination()
    expect(await page.getByRole('button').allTextContents()).toEqual(['Look at the offer'])
    await look(page, key)
    await page.getByRole('heading', { name: 'Meridian Exchange offers a connection' }).waitFor()
    expect(await page.getByRole('listitem').allTextContents()).toEqual(['name', 'proof of address'])
    // The heading has the focus: past the two links there is the one button.
    const accept = page.getByRole('button', { name: 'Accept' })
    for (let tabs = 0; tabs < 4 && !(await accept.evaluate(it => it.matches(':focus'))); tabs++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page
      .getByRole('status')
      .filter({ hasText: /^Connected\. The connection is cxn_/ })
      .waitFor()
    const { json } = await server.call(key, 'GET', '/connect/connections?filter[status]=active')
    expect(json.data).toHaveLength(1)
    await page.close()
  })

  // Guarantee: the secret is out of the address before anything else, and the key is kept nowhere.
  it('takes the secret out of the address and keeps nothing', async () => {
    const url = await inviteUrl()
    const page = await open(url)
    expect(page.url()).toBe(url.split('#')[0])
    await look(page, await newDestination())
    await page.getByRole('button', { name: 'Accept' }).waitFor()
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    )
    expect(kept).toBe('[{},{},""]')
    await page.close()
  })

  it('says in words what is wrong with the key or the link', async () => {
    const url = await inviteUrl()
    const page = await open(url)
    const told = (words: RegExp) => page.getByRole('status').filter({ hasText: words }).waitFor()
    await look(page, 'nonsense')
    await told(/not an API key/)
    const environment = await newEnvironment(server.connect)
    await look(page, await newKey(server.connect, environment, { permissions: [] }))
    await told(/lacks a permission/)
    await page.close()

    const dead = await open(`${server.origin}/invite#cinv_01k7f3q9vbe4rtd2m8xw6ycs5h.${'A'.repeat(43)}`)
    await look(dead, await newDestination())
    await dead
      .getByRole('status')
      .filter({ hasText: /does not work any more/ })
      .waitFor()
    await dead.close()
    const bare = await open(`${server.origin}/invite`)
    await bare
      .getByRole('status')
      .filter({ hasText: /does not work any more/ })
      .waitFor()
    expect(await bare.getByLabel('An API key of your organization').isVisible()).toBe(false)
    await bare.close()
  })

  it.each(['light', 'dark'] as const)('keeps nobody out, %s and at 320 pixels', async colorScheme => {
    const page = await open(await inviteUrl(), {
      colorScheme,
      viewport: { width: 320, height: 640 },
      bypassCSP: true,
    })
    await look(page, await newDestination())
    await page.getByRole('button', { name: 'Accept' }).waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    expect(await audit(page)).toEqual([])
    await page.close()
  })
})
