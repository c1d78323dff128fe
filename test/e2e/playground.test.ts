import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openContext } from './browser.ts'
import { nextScene, previewOf, reachState, wordsIn } from './preview.ts'
import { type RunningServer, startServer } from './server.ts'

let server: RunningServer
let browser: Browser
let context: BrowserContext
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
  context = await openContext(browser)
  context.on('weberror', error => complaints.push(error.error().message))
  context.on('console', message => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text())
  })
  page = await context.newPage()
  await page.goto(`${server.origin}/demo/playground/`)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.discard()
})

/** Opens the address with these switches, on the page that is there. */
const show = (switches: Readonly<Record<string, string>>) =>
  page.goto(`${server.origin}/demo/playground/#${new URLSearchParams(switches)}`)

const choose = (name: string, value: string) => page.locator(`select[name=${name}]`).selectOption(value)

const valuesOf = (name: string) =>
  page.locator(`select[name=${name}] option`).evaluateAll(all => all.map(one => one.getAttribute('value')))

/** Each phase with the element's state, and words of its screen. */
const PHASES: Readonly<Record<string, readonly [state: string, words: RegExp]>> = {
  loading: ['loading', /Loading the request/],
  asking: ['asking', /Share your details with .Northwind Bank.\?/],
  deciding: ['deciding', /Recording your answer/],
  'whole-course': ['asking', /Share your details/],
  waiting: ['waiting-for-token', /You have agreed\. Confirm with/],
  'waiting-declined': ['waiting-for-token', /You did not confirm with/],
  'waiting-confirmed': ['waiting-for-token', /has confirmed\. Starting/],
  'source-asking': ['asking', /Share your details/],
  'source-shared': ['shared', /goes on by itself\. You can close this window/],
  redeeming: ['redeeming', /Selfie check\s*Passed.*Government ID check\s*In progress/s],
  'missing-text': ['awaiting-input', /Town or city/],
  'missing-date': ['awaiting-input', /Date of birth/],
  'missing-email-address': ['awaiting-input', /E-mail address/],
  'missing-phone-number': ['awaiting-input', /Phone number/],
  'missing-country': ['awaiting-input', /Country/],
  'missing-number': ['awaiting-input', /Income in a year/],
  'missing-choice': ['awaiting-input', /What do you do\?/],
  'missing-government-id': ['awaiting-input', /Identity document.*Driving licence/s],
  'missing-selfie': ['awaiting-input', /Photo of your face/],
  'missing-document': ['awaiting-input', /Proof of address/],
  'missing-code': ['awaiting-input', /We will send a six-digit code to/],
  'missing-code-sent': ['awaiting-input', /Enter the six digits that were sent to/],
  'missing-several': ['awaiting-input', /Town or city.*Driving licence.*Proof of address/s],
  complete: ['complete', /All done.*Inquiry decided/s],
  'under-review': ['complete', /Under review/],
  'not-accepted': ['complete', /Not accepted/],
  declined: ['declined', /Nothing was shared/],
  withdrawn: ['withdrawn', /You have stopped sharing.*What was copied before stays/s],
  'withdrawn-early': ['withdrawn', /You have stopped sharing/],
}

/** Languages, each with its direction and what its question begins with. */
const LANGUAGES: Readonly<Record<string, readonly [direction: string, words: RegExp]>> = {
  ar: ['rtl', /هل تريد/],
  de: ['ltr', /teilen\?/],
  en: ['ltr', /Share your details/],
  es: ['ltr', /¿/],
  fr: ['ltr', /Partager/],
  it: ['ltr', /Condividere/],
  ja: ['ltr', /共有/],
  nl: ['ltr', /delen/],
  pl: ['ltr', /Udostępnić/],
  pt: ['ltr', /Partilhar/],
}

describe('the switch for the phase', () => {
  it('has nothing that is not tried here', async () => {
    expect((await valuesOf('phase')).toSorted()).toEqual(Object.keys(PHASES).toSorted())
  })

  // Guarantee: each is the real element at a real session, brought there by the real API.
  it.each(Object.entries(PHASES))('%s', async (phase, [state, words]) => {
    await nextScene(page, () => show({ phase }))
    await reachState(page, state)
    await expect.poll(() => wordsIn(page), { timeout: 20_000 }).toMatch(words)
    await page.getByText(`:state(${state})`, { exact: true }).waitFor()
  })
})

describe('the switch for the language', () => {
  it('has nothing that is not tried here', async () => {
    expect((await valuesOf('language')).toSorted()).toEqual(Object.keys(LANGUAGES).toSorted())
  })

  // Guarantee: the same session is asked in other words, and the page around it turns with them.
  it.each(Object.entries(LANGUAGES))('%s', async (language, [direction, words]) => {
    await nextScene(page, () => show({ phase: 'complete' }))
    await nextScene(page, () => show({}))
    await choose('language', language)
    await expect.poll(() => wordsIn(page)).toMatch(words)
    const around = (await previewOf(page)).locator('html')
    expect(await around.getAttribute('lang')).toBe(language)
    expect(await around.getAttribute('dir')).toBe(direction)
  })
})

it('draws no complaint from the browser, whose policy is strict', () => {
  expect(complaints).toEqual([])
})
