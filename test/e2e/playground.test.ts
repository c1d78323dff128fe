import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openContext } from './browser.ts'
import {
  elementIn,
  listedEvents,
  loadPlayground,
  nextScene,
  reachState,
  valuesOf,
  wordsIn,
} from './preview.ts'
import { type RunningServer, startServer } from './server.ts'

/** A verification that is slow on purpose, and one that is so because it really looks. */
const WHOLE_COURSE_MS = 60_000

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
  await loadPlayground(page, server.origin)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.discard()
})

const choose = (name: string, value: string) => page.locator(`select[name=${name}]`).selectOption(value)

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

/** Each failure with its words and the code that the page hears; those of the network on the question. */
const FAILURES: Readonly<Record<string, readonly [words: RegExp, code: string]>> = {
  'server-down': [/We cannot reach the server/, 'server_unreachable'],
  'secret-unknown': [/This request is no longer valid/, 'invalid_client_secret'],
  'origin-not-allowed': [/Sharing does not work here/, 'origin_not_allowed'],
  'session-expired': [/This request has expired/, 'session_expired'],
  'source-expired': [/This request has expired/, 'session_expired'],
  'already-decided': [/This answer did not count/, 'already_decided'],
  'inquiry-finished': [/Your answer could not be recorded/, 'consent_refused'],
  'token-unknown': [/The approval could not be used/, 'share_token_refused'],
  'token-expired': [/The approval could not be used/, 'share_token_refused'],
  'token-spent': [/The approval could not be used/, 'share_token_refused'],
  'token-of-another-session': [/The approval could not be used/, 'share_token_refused'],
  'nothing-in-common': [/Your answer could not be recorded/, 'consent_refused'],
  'redemption-failed': [/Your details could not be taken over/, 'redemption_failed'],
  'no-connect-server': [/Something went wrong/, 'unexpected_answer'],
}

/** Failures that show themselves only in what the person does next. */
const LATER = ['none', 'answers-lost', 'stream-cut', 'stream-held']

describe('the switch for the phase', () => {
  it('has nothing that is not tried here', async () => {
    expect((await valuesOf(page, 'phase')).toSorted()).toEqual(Object.keys(PHASES).toSorted())
  })

  // Guarantee: each is the real element at a real session, brought there by the real API.
  it.each(Object.entries(PHASES))('%s', async (phase, [state, words]) => {
    await loadPlayground(page, server.origin, { phase: phase === 'asking' ? 'loading' : 'asking' })
    await nextScene(page, () => choose('phase', phase))
    await reachState(page, state)
    await expect.poll(() => wordsIn(page), { timeout: 20_000 }).toMatch(words)
    await page.getByText(`:state(${state})`, { exact: true }).waitFor()
  })
})

describe('the switch for the failure', () => {
  it('has nothing that is not tried here', async () => {
    const tried = [...Object.keys(FAILURES), ...LATER]
    expect((await valuesOf(page, 'failure')).toSorted()).toEqual(tried.toSorted())
  })

  // Guarantee: what is shown is the widget's own answer to a refusal of the real server's, or to no answer at all.
  it.each(Object.entries(FAILURES))('%s', async (failure, [words, code]) => {
    await loadPlayground(page, server.origin)
    await nextScene(page, () => choose('failure', failure))
    await reachState(page, 'failed')
    await expect.poll(() => wordsIn(page)).toMatch(words)
    await expect.poll(() => listedEvents(page)).toContainEqual({ type: 'connect-error', detail: { code } })
  })

  // The network fails in whatever phase, and on the source's page too.
  it.each(['waiting', 'redeeming', 'missing-text', 'complete', 'source-asking'])(
    'server-down, %s',
    async phase => {
      await loadPlayground(page, server.origin, { phase, failure: 'server-down' })
      await expect.poll(() => wordsIn(page)).toMatch(/We cannot reach the server/)
    },
  )

  it('answers-lost: what was typed did not get through, as far as the widget knows', async () => {
    await loadPlayground(page, server.origin, { phase: 'missing-several', failure: 'answers-lost' })
    await elementIn(page).getByLabel('Town or city').fill('Lisbon')
    await elementIn(page).getByLabel('Town or city').blur()
    await expect.poll(() => wordsIn(page)).toMatch(/That did not get through\. Try again\./)
  })

  it('answers-lost: an answer that was recorded is not asked for again', async () => {
    await loadPlayground(page, server.origin, { failure: 'answers-lost', phase: 'whole-course' })
    await elementIn(page).getByRole('button', { name: 'Share', exact: true }).click()
    await expect.poll(() => wordsIn(page)).toMatch(/We cannot reach the server/)
    // The next answer may be lost as well.
    const again = elementIn(page).getByRole('button', { name: 'Try again' })
    const state = async () => {
      if (await again.isVisible()) await again.click()
      return page.locator('[data-slot=state]').innerText()
    }
    await expect.poll(state, { timeout: WHOLE_COURSE_MS }).toBe(':state(complete)')
    const asked = (await listedEvents(page)).filter(({ type }) => type === 'connect-decision')
    expect(asked).toHaveLength(1)
  })

  // Guarantee: over as many connections as it takes, the page hears each event once and in order, and the end.
  it.each(['stream-cut', 'stream-held'])('%s: the whole course', async failure => {
    await loadPlayground(page, server.origin, { failure, phase: 'whole-course' })
    await elementIn(page).getByRole('button', { name: 'Share', exact: true }).click()
    await reachState(page, 'complete', WHOLE_COURSE_MS)
    const names = (await listedEvents(page)).map(({ type, detail }) => detail.name ?? type)
    expect(names).toEqual([
      'connect-ready',
      'connect-decision',
      'redemption.accepted',
      'data.copied',
      'verification.started',
      'verification.finished',
      'inquiry.completed',
      'connect-complete',
    ])
  })
})

describe('the switch for the language', () => {
  it('has nothing that is not tried here', async () => {
    expect((await valuesOf(page, 'language')).toSorted()).toEqual(Object.keys(LANGUAGES).toSorted())
  })

  // Guarantee: the same session is asked in other words, and the page around it turns with them.
  it.each(Object.entries(LANGUAGES))('%s', async (language, [direction, words]) => {
    await loadPlayground(page, server.origin)
    const before = await elementIn(page).elementHandle()
    await choose('language', language)
    await expect.poll(() => wordsIn(page)).toMatch(words)
    const around = page.frameLocator('iframe').locator('html')
    expect(await around.getAttribute('lang')).toBe(language)
    expect(await around.getAttribute('dir')).toBe(direction)
    expect(await before?.evaluate(element => element.isConnected)).toBe(true)
  })
})

it('draws no complaint from the browser, whose policy is strict', () => {
  expect(complaints).toEqual([])
})
