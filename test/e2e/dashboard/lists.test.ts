import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from '../server.ts'
import { newToken, openInquiry } from './objects.ts'
import { dialog, goTo, settled } from './operator.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let server: RunningServer
let bank: Page
beforeAll(async () => {
  stage = await openStage()
  server = stage.server
  bank = stage.bank
}, 120_000)
afterAll(() => stage?.close())

/** A token that the bank redeems into an inquiry that it knows by a reference. */
async function redeemedAs(reference: string): Promise<string> {
  const { destination, source, sandbox } = server
  const inquiry = await destination.inquiries.create({
    'inquiry-template-id': sandbox['destination-inquiry-template-id'],
    'reference-id': reference,
  })
  const { data } = await source.shareTokens.create({
    'connection-id': sandbox['connection-id'],
    'source-id': sandbox['source-inquiry-id'],
  })
  await destination.shareTokens.redeem(data.id, { 'destination-id': inquiry.data.id })
  return data.id
}

const tokensShown = () =>
  bank.locator('tbody td:first-child a').evaluateAll(links => links.map(link => link.getAttribute('title')))

const inDialog = (name: string) => dialog(bank).getByRole('button', { name, exact: true }).click()

describe('a list', () => {
  // Guarantee: the server searches, and the address holds the search, so that a reload and a link show the same.
  it('is searched, and shows the same when it is loaded again', async () => {
    const token = await redeemedAs('customer-7')
    await redeemedAs('customer-8')
    await goTo(bank, '/share-tokens')
    await settled(bank)
    await bank.getByLabel('Search share tokens').fill('customer-7')
    await bank.getByRole('button', { name: 'Find' }).click()
    await bank.waitForURL(/search=customer-7/)
    await expect.poll(tokensShown).toEqual([token])
    await bank.reload()
    await expect.poll(tokensShown).toEqual([token])
    expect(await bank.getByLabel('Search share tokens').inputValue()).toBe('customer-7')
  })

  it('is narrowed by the partner', async () => {
    await redeemedAs('customer-9')
    await goTo(bank, '/share-tokens')
    await settled(bank)
    await bank.getByRole('combobox', { name: 'Partner' }).click()
    await bank.getByRole('option', { name: 'Meridian Exchange' }).click()
    await bank.waitForURL(new RegExp(`partner=${server.sandbox.source['organization-id']}`))
    await settled(bank)
    expect((await tokensShown()).length).toBeGreaterThan(0)
  })

  // Guarantee: that nothing is like the filters is never taken for there being nothing.
  it('says whether there is nothing yet, or nothing that is like that', async () => {
    await goTo(bank, '/workflow-runs')
    await bank.getByText('No runs yet').waitFor()
    await goTo(bank, '/workflow-runs?status=errored')
    await bank.getByText('None is like that').waitFor()
    await goTo(bank, '/consents?decision=withdrawn')
    await bank.getByText('None is like that').waitFor()
  })
})

describe.each([
  { path: '/templates', list: () => server.destination.inquiryTemplates.list({ sort: 'created-at' }) },
  {
    path: '/connections',
    list: () =>
      server.destination.connections.list({
        sort: 'created-at',
        filter: { 'destination-organization-id': server.sandbox.destination['organization-id'] },
      }),
  },
])('$path, which shows no time', ({ path, list }) => {
  // Guarantee: it too is sorted by the server, either way, and the address holds how.
  it('is turned round', async () => {
    if (path === '/connections') {
      await server.source.connections.create({
        'destination-organization-id': server.sandbox.destination['organization-id'],
      })
    }
    const oldestFirst = (await list()).data.map(({ id }) => id)
    expect(oldestFirst.length).toBeGreaterThan(1)
    const shown = () =>
      bank
        .locator('tbody td:first-child a')
        .evaluateAll(links => links.map(link => link.getAttribute('href')?.split('/').at(-1)))
    await goTo(bank, path)
    await expect.poll(shown).toEqual(oldestFirst.toReversed())
    await bank.getByRole('combobox', { name: 'Order' }).click()
    await bank.getByRole('option', { name: 'Oldest first' }).click()
    await bank.waitForURL(/sort=created-at/)
    await expect.poll(shown).toEqual(oldestFirst)
  })
})

describe('the redemptions', () => {
  const shown = () =>
    bank
      .getByRole('table', { name: 'Redemptions' })
      .locator('tbody td:first-child a')
      .evaluateAll(links => links.map(link => link.getAttribute('title')))

  /** The redemptions of these tokens. */
  const ofTokens = (tokens: readonly string[]) =>
    Promise.all(
      tokens.map(async token => {
        const { data } = await server.destination.redemptions.list({ filter: { 'share-token-id': token } })
        return data[0]?.id
      }),
    )

  /** A token that the bank redeems into an inquiry of its own making. */
  async function cloned(): Promise<string> {
    const token = await newToken(server)
    await server.destination.shareTokens.redeem(token, {})
    return token
  }

  // Guarantee: the server narrows and sorts, the address holds how, and each leads to what happened, step by step.
  it('are narrowed by mode and searched, and lead to the timeline', async () => {
    const into = await redeemedAs('customer-21')
    const [hydrate, clone] = await ofTokens([into, await cloned()])
    await goTo(bank, '/redemptions')
    await settled(bank)
    expect(await shown()).toEqual(expect.arrayContaining([hydrate, clone]))
    await bank.getByRole('combobox', { name: 'Mode' }).click()
    await bank.getByRole('option', { name: 'Clone' }).click()
    await bank.waitForURL(/mode=clone/)
    await expect.poll(shown).toEqual([clone])
    await goTo(bank, '/redemptions')
    await settled(bank)
    await bank.getByLabel('Search redemptions').fill('customer-21')
    await bank.getByRole('button', { name: 'Find' }).click()
    await bank.waitForURL(/search=customer-21/)
    await expect.poll(shown).toEqual([hydrate])
    const row = bank.getByRole('table', { name: 'Redemptions' }).getByRole('row').nth(1)
    await row.getByRole('link', { name: 'Meridian Exchange' }).waitFor()
    await row.locator('td').first().getByRole('link').click()
    await bank.waitForURL(new RegExp(`/share-tokens/${into}$`))
    await bank
      .locator('.timeline')
      .getByText(/^Copied \d+ fields/)
      .waitFor()
  })

  it('are sorted by the server, and say that there are none like the filters', async () => {
    const all = async () => {
      const { data } = await server.destination.redemptions.list({ sort: 'created-at', page: { size: 20 } })
      return data.map(({ id }) => id)
    }
    await goTo(bank, '/redemptions')
    await expect.poll(shown).toEqual((await all()).toReversed())
    await bank.getByRole('columnheader', { name: 'Begun' }).getByRole('link').click()
    await bank.locator('th[aria-sort=ascending]').waitFor()
    await expect.poll(shown).toEqual(await all())
    await goTo(bank, '/redemptions?status=failed')
    await bank.getByText('None is like that').waitFor()
  })

  // Guarantee: what a statement charges for can be looked at.
  it('are come to from the usage that each has caused', async () => {
    const [id] = await ofTokens([await cloned()])
    const charged = async () => {
      const { data } = await server.destination.usageEntries.list({ filter: { 'redemption-id': id ?? '' } })
      return data.length
    }
    await expect.poll(charged, { timeout: 30_000 }).toBeGreaterThan(0)
    await goTo(bank, '/usage')
    await bank.locator(`tbody a[title="${id}"]`).first().click()
    await bank.getByRole('heading', { level: 1, name: 'Redemptions' }).waitFor()
    await expect.poll(shown).toEqual([id])
  })
})

describe('the deliveries to a webhook', () => {
  // Guarantee: what was sent of one person's run is found among the rest, by the server.
  it('are searched by the reference of what they are about', async () => {
    const { data: webhook } = await server.destination.webhooks.create({
      name: 'Core banking',
      url: 'https://core.bank.example/hooks',
      'enabled-events': ['inquiry.created'],
    })
    await server.destination.webhooks.enable(webhook.id)
    await openInquiry(server)
    await redeemedAs('customer-31')
    await goTo(bank, '/webhooks?search=core')
    await bank.getByRole('link', { name: 'Core banking' }).click()
    const rows = bank.getByRole('table', { name: 'Deliveries', exact: true }).locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(2)
    await bank.getByLabel('Search deliveries').fill('customer-31')
    await bank.getByRole('button', { name: 'Find' }).click()
    await bank.waitForURL(/search=customer-31/)
    await expect.poll(() => rows.count()).toBe(1)
    await rows.getByText('inquiry.created').waitFor()
    await goTo(bank, '/webhooks?search=harbour')
    await bank.getByText('None is like that').waitFor()
  })
})

describe('the invites', () => {
  // Guarantee: a link that was lost is replaced, and the lost one is worth nothing any more.
  it('are listed, replaced by a new link, and revoked', async () => {
    const { data: made } = await server.destination.connectionInvites.create({
      'data-types': ['name'],
      note: 'Harbour Insurance',
    })
    const statuses = async () => {
      const { data } = await server.destination.connectionInvites.list({ filter: { search: 'harbour' } })
      return data.map(({ attributes }) => attributes.status)
    }
    await goTo(bank, '/connections')
    await bank.getByRole('link', { name: 'Invites' }).click()
    await bank.getByRole('heading', { level: 1, name: 'Invites' }).waitFor()
    const row = bank.getByRole('row').filter({ hasText: 'Harbour Insurance' })
    await row.getByRole('button', { name: 'New link' }).click()
    await inDialog('Make the link')
    expect(await bank.locator('.secret code').innerText()).toMatch(/\/invite#.+/)
    await inDialog('Done')
    await row.nth(1).waitFor()
    expect(await statuses()).toEqual(['pending', 'revoked'])
    expect((await server.destination.connectionInvites.retrieve(made.id)).data.attributes.status).toBe(
      'revoked',
    )
    await row.first().getByRole('button', { name: 'Revoke' }).click()
    await inDialog('Revoke')
    await expect.poll(statuses).toEqual(['revoked', 'revoked'])
  })
})
