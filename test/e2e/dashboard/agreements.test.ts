import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiError } from '../../../client/api-error.ts'
import type { Client } from '../../../client/client.ts'
import { launchBrowser } from '../browser.ts'
import { auditInEveryLook, dialog, openDashboardContext, settled, signInBy, toast } from './operator.ts'
import { BANK, type Production, startProduction } from './production.ts'

let server: Production
let browser: Browser
let source: Client
let destination: Client
let exchange: Page
let bank: Page
/** The exchange's, approved. */
let inquiryId: string
beforeAll(async () => {
  server = await startProduction()
  source = server.clientOf(server.exchange.production.key)
  destination = server.clientOf(server.bank.production.key)
  inquiryId = await prepare()
  browser = await launchBrowser(server.browserArgs)
  // The checker of accessibility is let in.
  const open = async () => (await openDashboardContext(browser, { bypassCSP: true })).context
  exchange = await signInBy(
    await open(),
    await server.signInUrl(server.exchange, 'erik@meridian.example', 'Erik Meridian'),
  )
  bank = await signInBy(
    await open(),
    await server.signInUrl(server.bank, 'nora@northwind.example', 'Nora Northwind'),
  )
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.discard()
})

/** A connection in production, of which both sides have terms on record, a person at the source, and an empty template. */
async function prepare(): Promise<string> {
  const document = {
    fields: [{ key: 'name-first', label: 'First name', type: 'string' as const, required: true }],
    documents: [],
    verifications: [],
    decision: { passed: 'approved' as const, failed: 'needs_review' as const },
    'retention-days': null,
  }
  const { data: connection } = await source.connections.create({
    'destination-organization-id': server.bank.organizationId,
  })
  await destination.connections.accept(connection.id)
  const terms = { url: 'https://terms.example/', version: '1' }
  for (const side of [source, destination]) await side.connections.update(connection.id, { terms })
  const { data: profile } = await source.inquiryTemplates.create({ name: 'Profile', document })
  await destination.inquiryTemplates.create({ name: 'Account', document })
  const { data: inquiry } = await source.inquiries.create({
    'inquiry-template-id': profile.id,
    fields: { 'name-first': 'Ada' },
  })
  await source.inquiries.approve(inquiry.id)
  return inquiry.id
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${server.origin}/dashboard/production${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
}

/** Fills in the form of a new share token. */
async function askForToken(): Promise<void> {
  await open(exchange, '/share-tokens')
  await exchange.getByRole('button', { name: 'New share token' }).click()
  await exchange.getByLabel('What is shared').fill(inquiryId)
  await dialog(exchange).getByRole('button', { name: 'Create' }).click()
}

/** Reads the agreement and signs it. */
async function signAgreement(page: Page, title: string, email: string): Promise<void> {
  await open(page, '/agreements')
  await page.getByRole('button', { name: 'Read and sign' }).click()
  await dialog(page).getByLabel('Your position').fill(title)
  await dialog(page).getByLabel('Your e-mail address').fill(email)
  await dialog(page).getByRole('button', { name: 'Sign for the organization' }).click()
  await toast(page, 'Agreement signed').waitFor()
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    error => (error instanceof ApiError ? error.status : error),
  )

describe('before anybody has signed', () => {
  // Guarantee: production shares nothing without the source's signature, and says what to do about it.
  it('a share token is refused, and the reason is read where it was asked for', async () => {
    await askForToken()
    await dialog(exchange)
      .getByRole('alert')
      .getByText(/agreement/i)
      .waitFor()
    expect(await auditInEveryLook(exchange)).toEqual([])
    await dialog(exchange).getByRole('button', { name: 'Cancel' }).click()
    await dialog(exchange).waitFor({ state: 'detached' })
    expect((await source.shareTokens.list()).data).toEqual([])
  })

  it('the agreement is there to be read, by the hash of its words', async () => {
    await open(exchange, '/agreements')
    await exchange.getByText('Nothing is signed yet').waitFor()
    await exchange.getByRole('button', { name: 'Read and sign' }).click()
    const [agreement] = (await source.agreements.list()).data
    const text = dialog(exchange).getByLabel('The agreement')
    expect(await text.textContent()).toBe(agreement?.attributes.text)
    await dialog(exchange)
      .getByText(agreement?.attributes['document-hash'] ?? '')
      .waitFor()
    expect(await auditInEveryLook(exchange)).toEqual([])
    // Whoever has read it has signed nothing.
    await dialog(exchange).getByRole('button', { name: 'Cancel' }).click()
    await dialog(exchange).waitFor({ state: 'detached' })
    expect((await source.agreementSignatures.list()).data).toEqual([])
  })

  it('what is wrong in a signature is said, and nothing is signed', async () => {
    await exchange.getByRole('button', { name: 'Read and sign' }).click()
    await dialog(exchange).getByLabel('Your position').fill('Director')
    await dialog(exchange).getByLabel('Your e-mail address').fill('erik')
    await dialog(exchange).getByRole('button', { name: 'Sign for the organization' }).click()
    await dialog(exchange).getByRole('alert').waitFor()
    expect(await dialog(exchange).getByLabel('Your position').inputValue()).toBe('Director')
    await exchange.keyboard.press('Escape')
    await dialog(exchange).waitFor({ state: 'detached' })
    expect((await source.agreementSignatures.list()).data).toEqual([])
  })
})

describe('once the source has signed', () => {
  it('the signature is shown with signer and hash, and is not offered again', async () => {
    await signAgreement(exchange, 'Director', 'erik@meridian.example')
    const row = exchange.getByRole('region', { name: 'Your signatures' }).getByRole('row').nth(1)
    await row.getByText('Erik Meridian').waitFor()
    const [signature] = (await source.agreementSignatures.list()).data
    const [agreement] = (await source.agreements.list()).data
    expect(signature?.attributes).toMatchObject({
      'signer-name': 'Erik Meridian',
      'signer-title': 'Director',
      'signer-email': 'erik@meridian.example',
      'document-hash': agreement?.attributes['document-hash'],
    })
    await row.getByText(agreement?.attributes['document-hash'] ?? '').waitFor()
    await exchange.getByRole('button', { name: 'Read', exact: true }).waitFor()
    expect(await exchange.getByRole('button', { name: 'Read and sign' }).count()).toBe(0)
    expect(await auditInEveryLook(exchange)).toEqual([])
  })

  it('a share token is made, and the destination that has not signed cannot redeem it, and is told why', async () => {
    await askForToken()
    await dialog(exchange).getByText('shown only this once').waitFor()
    await dialog(exchange).getByRole('button', { name: 'Done' }).click()
    const [token] = (await source.shareTokens.list()).data
    const id = token?.id ?? ''
    await open(bank, `/share-tokens/${id}`)
    const panel = bank.getByRole('region', { name: 'Redeem' })
    await panel.getByRole('combobox', { name: 'Into a new inquiry of' }).click()
    await panel.getByRole('option', { name: 'Account' }).click()
    await panel.getByText('Nothing: the template is satisfied.').waitFor()
    await panel.getByRole('button', { name: 'Redeem into a new inquiry' }).click()
    await panel
      .getByRole('alert')
      .getByText(/agreement/i)
      .waitFor()
    expect(await auditInEveryLook(bank)).toEqual([])
    // The token stays unspent.
    expect((await source.shareTokens.retrieve(id)).data.attributes.status).toBe('created')
    expect(await codeOf(destination.shareTokens.redeem(id, {}))).toBe(403)
  })
})

describe('once both have signed', () => {
  it('the token is redeemed, to the end', async () => {
    await signAgreement(bank, 'Chief compliance officer', 'nora@northwind.example')
    const [token] = (await source.shareTokens.list()).data
    await open(bank, `/share-tokens/${token?.id}`)
    const panel = bank.getByRole('region', { name: 'Redeem' })
    await panel.getByRole('combobox', { name: 'Into a new inquiry of' }).click()
    await panel.getByRole('option', { name: 'Account' }).click()
    await panel.getByRole('button', { name: 'Redeem into a new inquiry' }).click()
    await bank.locator('.timeline').getByText('Redeemed', { exact: true }).waitFor({ timeout: 60_000 })
    const redeemed = (await source.shareTokens.retrieve(token?.id ?? '')).data
    expect(redeemed.attributes.status).toBe('redeemed')
  }, 120_000)
})

describe('whoever is no admin', () => {
  // Guarantee: only who may bind the organization is asked to.
  it('reads the agreement, and is not offered to sign it', async () => {
    await open(bank, '/people')
    await bank.getByRole('button', { name: 'Let somebody in' }).click()
    await dialog(bank).getByLabel('Name').fill('Olga Operator')
    await dialog(bank).getByLabel('E-mail address').fill('olga@northwind.example')
    await dialog(bank).getByRole('combobox', { name: 'Role' }).click()
    await dialog(bank)
      .getByRole('option', { name: /^Operator/ })
      .click()
    await dialog(bank).getByRole('button', { name: 'Let in' }).click()
    await toast(bank, 'They can sign in now').waitFor()
    const { context } = await openDashboardContext(browser)
    const hers = await signInBy(
      context,
      await server.signInUrl(server.bank, 'olga@northwind.example', 'Olga Operator'),
    )
    await open(hers, '/agreements')
    await hers.getByText(BANK).waitFor()
    expect(await hers.getByRole('button', { name: 'Read and sign' }).count()).toBe(0)
    await hers.getByRole('button', { name: 'Read', exact: true }).click()
    await dialog(hers).getByLabel('The agreement').waitFor()
    expect(await dialog(hers).getByLabel('Your position').count()).toBe(0)
    await context.close()
  })
})
