import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from '../server.ts'
import { openInquiry, redeemedInquiry } from './objects.ts'
import {
  addAuthenticator,
  dialog,
  goTo,
  newSignInUrl,
  openDashboardContext,
  settled,
  signInBy,
  toast,
} from './operator.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let server: RunningServer
let bank: Page
let inquiryId: string
beforeAll(async () => {
  stage = await openStage()
  server = stage.server
  bank = stage.bank
  inquiryId = await redeemedInquiry(server)
}, 120_000)
afterAll(() => stage?.close())

describe('an inquiry', () => {
  // Guarantee: whoever decides sees whose verification it was, when, and every check of it.
  it('shows fields, pictures, checks, and from whom a verification was taken over', async () => {
    await goTo(bank, '/inquiries')
    await bank.locator(`tbody a[href$="${inquiryId}"]`).click()
    await bank.getByRole('heading', { level: 1, name: 'Elsa Norrvinge' }).waitFor()
    const kind = bank.getByRole('article', { name: 'Government ID' })
    await kind.getByText(/Taken over from/).waitFor()
    await kind.getByRole('img', { name: 'Front' }).waitFor()
    const isDrawn = (img: SVGElement | HTMLElement) => img instanceof HTMLImageElement && img.naturalWidth > 0
    await expect
      .poll(() => kind.getByRole('img', { name: 'Front' }).evaluate(isDrawn), { timeout: 20_000 })
      .toBe(true)
    await kind.getByText(/^\d+ checks: \d+ passed/).click()
    await kind.getByText('ID expired detection').waitFor()
    // What is decided already is not offered to be decided again.
    expect(await bank.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  })

  it.each([
    ['Approve', 'approved'],
    ['Decline', 'declined'],
    ['Mark for review', 'needs_review'],
  ])('is decided: %s', async (action, status) => {
    const id = await openInquiry(server)
    await goTo(bank, `/inquiries/${id}`)
    await bank.getByRole('button', { name: action }).click()
    await dialog(bank).getByLabel('Comment').fill('Looked at by hand')
    await dialog(bank).getByRole('button', { name: action }).click()
    await toast(bank, /Inquiry/).waitFor()
    const { attributes } = (await server.destination.inquiries.retrieve(id)).data
    expect([attributes.status, attributes['reviewer-comment']]).toEqual([status, 'Looked at by hand'])
  })
})

describe('a template', () => {
  it('is made, edited by form and by JSON, and published', async () => {
    await goTo(bank, '/templates/new')
    await bank.getByLabel('Name of the template').fill('Walk-in customer')
    await bank.getByRole('button', { name: 'Add a verification' }).click()
    await bank.getByRole('button', { name: 'Publish' }).click()
    await toast(bank, 'Template created').waitFor()
    await bank.getByRole('heading', { level: 1, name: 'Walk-in customer' }).waitFor()
    const id = new URL(bank.url()).pathname.split('/').at(-1) ?? ''
    const made = await server.destination.inquiryTemplates.retrieve(id)
    expect(made.data.attributes.document?.verifications.map(({ kind }) => kind)).toEqual(['government-id'])

    await bank.getByRole('tab', { name: 'JSON' }).click()
    const json = bank.getByRole('textbox', { name: 'Document' })
    const document = { ...made.data.attributes.document, 'retention-days': 30 }
    await json.fill(JSON.stringify({ ...document, colour: 'red' }))
    await json.blur()
    await bank.getByRole('button', { name: 'Publish' }).click()
    await bank.getByRole('alert').waitFor()
    await json.fill(JSON.stringify(document))
    await json.blur()
    await bank.getByRole('button', { name: 'Publish' }).click()
    await toast(bank, 'Version published').waitFor()
    const changed = await server.destination.inquiryTemplates.retrieve(id)
    expect(changed.data.attributes.document?.['retention-days']).toBe(30)
  })

  it('is tried against a partner without sharing anything', async () => {
    await goTo(bank, `/templates/${server.sandbox['destination-inquiry-template-id-strict']}`)
    const panel = bank.getByRole('region', { name: 'Dry run' })
    await panel.getByRole('combobox', { name: 'Against a partner' }).click()
    await panel.getByRole('option', { name: 'Meridian Exchange' }).click()
    await panel.getByText('Brought along').waitFor()
    await panel.getByLabel('Or against an inquiry of yours').fill(inquiryId)
    await panel.getByRole('button', { name: 'Run' }).click()
    await panel.getByText('Outcome').waitFor()
  })
})

describe('a consent', () => {
  it('has a receipt, and is withdrawn once it is sure', async () => {
    await goTo(bank, '/consents')
    await settled(bank)
    await bank.getByRole('button', { name: 'Receipt' }).first().click()
    await dialog(bank).getByText('What is signed').click()
    await dialog(bank)
      .getByText(/"decision": "granted"/)
      .waitFor()
    await dialog(bank).getByRole('button', { name: 'Done' }).click()
    await dialog(bank).waitFor({ state: 'detached' })
    await bank.getByRole('button', { name: 'Withdraw' }).first().click()
    await dialog(bank).getByRole('button', { name: 'Withdraw' }).click()
    await toast(bank, 'Consent withdrawn').waitFor()
    const { data } = await server.destination.consents.list()
    expect(data.map(({ attributes }) => attributes.decision)).toContain('withdrawn')
  })
})

describe('what works by itself', () => {
  it('a workflow is made, enabled, and its runs are shown', async () => {
    await goTo(bank, '/workflows')
    await bank.getByRole('button', { name: 'New workflow' }).click()
    await dialog(bank).getByLabel('Name').fill('Tag what is approved')
    const document = {
      trigger: { type: 'event', event: 'inquiry.approved' },
      steps: [{ type: 'tag', name: 'tag-it', 'tag-name': 'vip' }],
    }
    await dialog(bank).getByRole('textbox', { name: 'Document' }).fill(JSON.stringify(document))
    await dialog(bank).getByRole('button', { name: 'Create' }).click()
    await dialog(bank).getByText('shown only this once').waitFor()
    await dialog(bank).getByRole('button', { name: 'Done' }).click()
    await dialog(bank).waitFor({ state: 'detached' })
    await bank.getByRole('link', { name: 'Tag what is approved' }).click()
    await bank.getByRole('button', { name: 'Enable' }).click()
    await toast(bank, 'Workflow enabled').waitFor()
    const id = await openInquiry(server)
    await server.destination.inquiries.approve(id)
    await expect
      .poll(async () => (await server.destination.workflowRuns.list()).data[0]?.attributes.status, {
        timeout: 20_000,
      })
      .toBe('completed')
    await goTo(bank, '/workflow-runs?status=completed')
    await bank.locator('tbody a[href*="/workflow-runs/"]').first().click()
    await bank.getByText('Tag it: completed').waitFor()
    await bank.getByText('Tag name: vip').waitFor()
  })

  it('a webhook is made and enabled, and a delivery is sent again', async () => {
    await goTo(bank, '/webhooks')
    await bank.getByRole('button', { name: 'New webhook' }).click()
    await dialog(bank).getByLabel('Name').fill('Core banking')
    await dialog(bank).getByLabel('Address').fill('https://core.bank.example/hooks')
    await dialog(bank).getByRole('button', { name: 'Create' }).click()
    await dialog(bank)
      .getByText(/^whsec_/)
      .waitFor()
    await dialog(bank).getByRole('button', { name: 'Done' }).click()
    await dialog(bank).waitFor({ state: 'detached' })
    await bank.getByRole('link', { name: 'Core banking' }).click()
    await bank.getByRole('button', { name: 'Enable' }).click()
    await toast(bank, 'Webhook enabled').waitFor()
    await openInquiry(server)
    const deliveries = async () => (await server.destination.webhookDeliveries.list()).data
    await expect.poll(async () => (await deliveries()).length, { timeout: 20_000 }).toBeGreaterThan(0)
    await bank.reload()
    await bank.getByRole('button', { name: 'Send again' }).first().click()
    await toast(bank, 'It is sent again').waitFor()
  })
})

describe('the organization', () => {
  it('makes an API key, which is shown once, and expires it', async () => {
    await goTo(bank, '/api-keys')
    await bank.getByRole('button', { name: 'New API key' }).click()
    await dialog(bank).getByLabel('Name').fill('Onboarding')
    await dialog(bank).getByRole('button', { name: 'Create' }).click()
    await dialog(bank).getByText('shown only this once').waitFor()
    await dialog(bank).getByRole('button', { name: 'Done' }).click()
    await dialog(bank).waitFor({ state: 'detached' })
    await bank
      .getByRole('row', { name: /Onboarding/ })
      .getByRole('button', { name: 'Expire' })
      .click()
    await dialog(bank).getByRole('button', { name: 'Expire' }).click()
    await toast(bank, 'API key expired').waitFor()
    await bank
      .getByRole('row', { name: /Onboarding/ })
      .getByText('Expired')
      .waitFor()
  })

  // Guarantee: the table's total is the statement's own, down to every entry.
  it('sees what was used', async () => {
    await goTo(bank, '/usage')
    await bank.getByRole('heading', { name: 'Every entry' }).waitFor()
    await settled(bank)
    const [statement] = (await server.destination.statements.list()).data
    const entries = await bank.locator('data-table tbody tr').count()
    const quantity = statement?.attributes.lines.reduce((sum, line) => sum + line.quantity, 0)
    expect(entries).toBe(quantity)
    const download = bank.waitForEvent('download')
    await bank.getByRole('button', { name: 'CSV' }).click()
    expect((await download).suggestedFilename()).toBe(`usage-${statement?.id}.csv`)
  })
})

describe('the audit', () => {
  // Guarantee: what one does here is written down, and its proof is there to be kept.
  it('tells who did what, and hands out the proof', async () => {
    const filter = { 'actor-type': 'operator' } as const
    const { data } = await server.destination.auditEntries.list({ filter, sort: 'created-at' })
    const [oldest] = data
    await expect
      .poll(() => server.destination.auditEntries.proof(oldest?.id ?? '').catch(() => null), {
        timeout: 60_000,
      })
      .not.toBeNull()
    await goTo(bank, '/audit?actor=operator&sort=created-at')
    await settled(bank)
    const download = bank.waitForEvent('download')
    await bank.getByRole('button', { name: 'Proof' }).first().click()
    expect((await download).suggestedFilename()).toBe(`${oldest?.id}.json`)
  })
})

describe('statistics', () => {
  // Guarantee: what is drawn is also there as a table, and it is what the API has counted.
  it('are drawn, and told as tables', async () => {
    await goTo(bank, '/statistics')
    const plot = bank.locator('figure', { hasText: 'Redemptions over time' })
    const { data } = await server.destination.statistics.retrieve()
    const finished = data.attributes.redemptions.reduce((sum, one) => sum + one.finished, 0)
    expect(finished).toBeGreaterThan(0)
    await plot.getByRole('img', { name: new RegExp(`${finished} finished`) }).waitFor()
    await plot.getByText('As a table').click()
    const cells = await plot.locator('tbody tr').last().locator('td').allInnerTexts()
    expect(Number(cells[0])).toBe(data.attributes.redemptions.at(-1)?.finished)
    await bank.getByText('Fields that nobody had to type again').waitFor()
  })
})

describe('roles and passkeys', () => {
  // Guarantee: nobody is offered what would be refused to them.
  it('a viewer sees no button that changes anything', async () => {
    await goTo(bank, '/people')
    await settled(bank)
    await bank.getByRole('row', { name: /Nora Northwind/ }).waitFor()
    await bank.getByRole('button', { name: 'Let somebody in' }).click()
    await dialog(bank).getByLabel('Name').fill('Vera Viewer')
    await dialog(bank).getByLabel('E-mail address').fill('vera@northwind.example')
    await dialog(bank).getByRole('button', { name: 'Let in' }).click()
    await toast(bank, 'They can sign in now').waitFor()
    const { context: hers } = await openDashboardContext(stage.browser)
    const page = await signInBy(hers, await newSignInUrl(server, 'vera@northwind.example'))
    for (const path of [
      '/connections',
      '/share-tokens',
      '/redemptions',
      '/templates',
      '/webhooks',
      '/workflows',
      '/api-keys',
      '/people',
    ]) {
      await goTo(page, path)
      await settled(page)
      const offered = await page.locator('main wa-button').allInnerTexts()
      const changing = offered.filter(name => !/^(All runs|Invites|Find|Add a passkey)?$/.test(name.trim()))
      expect(changing, path).toEqual([])
    }
    await hers.close()
  })

  it('one adds a passkey, signs out, and signs in by it', async () => {
    const page = await stage.context.newPage()
    await addAuthenticator(page)
    await page.goto(new URL('/dashboard/sandbox/people', bank.url()).href)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await dialog(page).getByRole('button', { name: 'Go on' }).click()
    await toast(page, 'Passkey added').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('row', { name: /This device/ }).waitFor()
    await page.close()
  })
})

describe('whoever comes', () => {
  it('has met no error, and nothing that the policy forbids', () => {
    expect(stage.complaints.list).toEqual([])
  })
})
