import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HeardEvent, heardEvent, heardEvents, launchBrowser, openContext } from './browser.ts'
import { filesBelow, personalDataOf, readableIn } from './personal-data.ts'
import { filledFields, type Inquiry } from './resources.ts'
import { type RunningServer, startServer } from './server.ts'
import { confirmAs, openBank, personWith, shareEverything } from './walk.ts'

const person = personWith('complete')

describe('somebody with everything shares with the bank', () => {
  let server: RunningServer
  let browser: Browser
  let context: BrowserContext
  let bank: Page
  let sourceBefore: Inquiry
  let completed: HeardEvent
  const complaints: string[] = []

  beforeAll(async () => {
    server = await startServer()
    browser = await launchBrowser()
    context = await openContext(browser)
    context.on('weberror', error => complaints.push(error.error().message))
    context.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    sourceBefore = await sourceInquiry()
    bank = await openBank(context, server.origin)
    await confirmAs(await shareEverything(bank), person)
    completed = await heardEvent(bank, 'connect-complete')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.discard()
  })

  const sourceInquiry = async () =>
    (await server.source.inquiries.retrieve(server.sandbox['source-inquiry-id'])).data
  const completedInquiry = async () =>
    (await server.destination.inquiries.retrieve(String(completed.inquiryId))).data

  // Each stage is told while it happens, in order and the end last, and the person sees a progress bar meanwhile.
  it('shows every stage on the way to the end', async () => {
    const events = await heardEvents(bank)
    expect(events.filter(({ type }) => type !== 'connect-progress').map(({ type }) => type)).toEqual([
      'connect-ready',
      'connect-decision',
      'connect-complete',
    ])
    const progress = events.filter(({ type }) => type === 'connect-progress')
    expect(progress.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['redemption.accepted', 'data.copied', 'verification.finished']),
    )
    expect(progress[0]?.name).toBe('redemption.accepted')
    expect(progress.some(({ barShown }) => barShown)).toBe(true)
    const steps = progress.map(({ step }) => Number(step))
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
  })

  // The widget shows by name what was checked, and the page shows how the inquiry ended, which event and API confirm.
  it('shows the finished inquiry with its id and status', async () => {
    const result = bank.locator('#result')
    await result.getByRole('heading', { name: 'Your account is open' }).waitFor()
    const words = await result.innerText()
    expect(words).toContain(completed.inquiryId)
    expect(words).toContain(completed.status)
    await bank.getByText('Government ID check').waitFor()
    const step = bank.getByRole('list', { name: 'Steps' }).getByText('Done', { exact: true })
    expect(await step.getAttribute('aria-current')).toBe('step')
  })

  // Both pages and the widget live under the strict content security policy that the demo sends.
  it('draws no complaint from the browser', async () => {
    expect(complaints).toEqual([])
  })

  // The destination's inquiry is decided and holds the person's own values.
  it('leaves the bank with a decided inquiry that holds what was shared', async () => {
    const inquiry = await completedInquiry()
    expect(['completed', 'approved']).toContain(inquiry.attributes.status)
    expect(inquiry.attributes.status).toBe(completed.status)
    const { 'name-first': first, 'name-last': last, birthdate } = person.fields
    expect(filledFields(inquiry)).toMatchObject({ 'name-first': first, 'name-last': last, birthdate })
    const shared: Record<string, unknown> = { ...person.fields }
    for (const [name, value] of Object.entries(filledFields(inquiry))) expect(value, name).toBe(shared[name])
  })

  // Sharing copies; the source's own inquiry stays as it was, to the last attribute.
  it('leaves the source’s inquiry unchanged', async () => {
    expect(await sourceInquiry()).toEqual(sourceBefore)
  })

  // The decision is on record, for the data types that the page was told of.
  it('has the person’s decision on record', async () => {
    const decision = (await heardEvents(bank)).find(({ type }) => type === 'connect-decision')
    const { data: consents } = await server.destination.consents.list()
    expect(consents.map(({ attributes }) => attributes)).toMatchObject([
      { decision: 'granted', 'data-types': decision?.dataTypes },
    ])
  })

  // No personal value is readable at rest or in the log: fields, document, MRZ and pictures, plain or encoded.
  it('writes none of the person’s data anywhere in the open', async () => {
    const data = personalDataOf(person)
    const inTheOpen = Buffer.from(JSON.stringify(filledFields(await completedInquiry())))
    expect(readableIn(inTheOpen, data)).toEqual(expect.arrayContaining(['name-last', 'birthdate']))

    const files = filesBelow(server.dataDir)
    expect(files.map(({ path }) => path)).toContainEqual(expect.stringMatching(/connect\.sqlite$/))
    const found = files.flatMap(({ path, bytes }) =>
      readableIn(bytes, data).map(name => `${name} in ${path}`),
    )
    expect(found).toEqual([])
    expect(readableIn(Buffer.from(server.output()), data)).toEqual([])
  })
})
