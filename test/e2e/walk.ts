import type { BrowserContext, Page } from 'playwright-core'
import { people } from '../../demo/people/people.ts'
import type { Person, PersonKey } from '../../demo/people/person.ts'

/** Opens the bank's page and waits for the question. */
export async function openBank(
  context: BrowserContext,
  origin: string,
  template: 'standard' | 'strict' | 'confirmed' = 'standard',
): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}/demo/?template=${template}`)
  await shareButton(page).waitFor()
  return page
}

/** "Share", of the widget's on the bank's page and of the exchange's on its own. */
export const shareButton = (page: Page) => page.getByRole('button', { name: 'Share', exact: true })

export const declineButton = (page: Page) => page.getByRole('button', { name: /^Don.t share$/ })

/** Ticks whatever the widget leaves to the person, and shares; answers the exchange's window. */
export async function shareEverything(bank: Page): Promise<Page> {
  for (const box of await bank.getByRole('checkbox').all()) await box.check()
  const [exchange] = await Promise.all([bank.waitForEvent('popup'), shareButton(bank).click()])
  return exchange
}

/** Signs in at the exchange as that person and confirms there, which shuts the window. */
export async function confirmAs(exchange: Page, person: Person): Promise<void> {
  await exchange.getByRole('link', { name: person.fields['name-last'] }).click()
  const shut = exchange.waitForEvent('close')
  await shareButton(exchange).click()
  await shut
}

export function personWith(key: PersonKey): Person {
  const person = people.find(candidate => candidate.key === key)
  if (person === undefined) throw new Error(`There is no ${key}`)
  return person
}
