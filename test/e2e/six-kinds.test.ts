import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankStrict } from '../../demo/sandbox/templates.ts'
import type { ProgressEvent } from '../../server/api/wire.ts'
import { VERIFICATION_KINDS } from '../../server/connect/template.ts'
import { type HeardEvent, heardEvent, heardEvents, launchBrowser, openContext } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { confirmAs, openBank, personWith, shareEverything } from './walk.ts'

/** Every picture is really looked at, by networks that are loaded for it; ms. */
const PATIENCE_MS = 100_000

const LABELS = [
  'Government ID check',
  'Selfie check',
  'Document check',
  'Database check',
  'Phone number check',
  'Email address check',
]

describe('somebody shares with a bank that runs all six kinds of verification', () => {
  let server: RunningServer
  let browser: Browser
  let context: BrowserContext
  let bank: Page
  let completed: HeardEvent
  const complaints: string[] = []

  beforeAll(async () => {
    server = await startServer()
    const verifications = VERIFICATION_KINDS.map(kind => ({ kind, required: true, checks: [] }))
    const template = server.sandbox['destination-inquiry-template-id-strict']
    await server.destination.inquiryTemplates.publish(template, {
      document: { ...bankStrict, documents: bankStrict.documents.map(required), verifications },
    })
    browser = await launchBrowser()
    context = await openContext(browser)
    context.setDefaultTimeout(PATIENCE_MS)
    context.on('weberror', error => complaints.push(error.error().message))
    context.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    bank = await openBank(context, server.origin, 'strict')
    await confirmAs(await shareEverything(bank), personWith('complete'))
    completed = await heardEvent(bank, 'connect-complete')
  }, 180_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  const required = (document: (typeof bankStrict.documents)[number]) => ({ ...document, required: true })

  // Each kind is told when it begins and when it ends, once, with its result; the steps only rise.
  it('hears of each kind while it happens', async () => {
    const progress = (await heardEvents(bank)).filter(({ type }) => type === 'connect-progress')
    const [redemption] = (await server.destination.redemptions.list()).data
    const told: ProgressEvent[] = []
    for await (const event of server.destination.redemptions.events(String(redemption?.id))) told.push(event)
    // The page has its answer when the inquiry is decided.
    const names = told.map(({ name }) => name).filter(name => name !== 'redemption.finished')
    expect(progress.map(({ name }) => name)).toEqual(names)
    const kinds = [...VERIFICATION_KINDS].sort()
    const started = told.filter(event => event.name === 'verification.started')
    expect(started.map(({ verification }) => verification).sort()).toEqual(kinds)
    const finished = told.filter(event => event.name === 'verification.finished')
    expect(finished.map(({ verification }) => verification).sort()).toEqual(kinds)
    expect(new Set(finished.map(({ status }) => status))).toEqual(new Set(['passed']))
    expect(progress.some(({ barShown }) => barShown)).toBe(true)
    const steps = progress.map(({ step }) => Number(step))
    expect(steps).toEqual([...steps].sort((one, other) => one - other))
  })

  it('shows each kind by name, and the opened account', async () => {
    for (const label of LABELS) await bank.getByText(label).waitFor()
    await bank.locator('#result').getByRole('heading', { name: 'Your account is open' }).waitFor()
  })

  it('leaves an approved inquiry whose six verifications have passed, each by its checks', async () => {
    expect(completed.status).toBe('approved')
    const id = String(completed.inquiryId)
    const { included = [] } = await server.destination.inquiries.retrieve(id, { include: ['verifications'] })
    const verifications = included.filter(({ type }) => type.startsWith('verification/'))
    expect(verifications.map(({ type }) => type.replace('verification/', '')).sort()).toEqual(
      [...VERIFICATION_KINDS].sort(),
    )
    for (const { attributes } of verifications) expect(attributes).toMatchObject({ status: 'passed' })
  })

  it('draws no complaint from the browser', () => {
    expect(complaints).toEqual([])
  })
})
