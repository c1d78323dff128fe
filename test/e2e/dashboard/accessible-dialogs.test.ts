import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Everything, makeEverything } from './everything.ts'
import {
  addAuthenticator,
  auditInEveryLook,
  dialog,
  openDashboardContext,
  settled,
  signIn,
} from './operator.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let made: Everything
/** Both sides' admins, in browsers that let the accessibility checker in. */
let sides: Record<Side, Page>
beforeAll(async () => {
  stage = await openStage()
  made = await makeEverything(stage.server)
  const { context: ofBank } = await openDashboardContext(stage.browser, {
    bypassCSP: true,
    storageState: await stage.context.storageState(),
  })
  const { context: ofExchange } = await openDashboardContext(stage.browser, { bypassCSP: true })
  sides = {
    bank: await ofBank.newPage(),
    exchange: await signIn(stage.server, ofExchange, 'source'),
  }
  await addAuthenticator(sides.bank)
}, 120_000)
afterAll(() => stage?.close())

type Side = 'bank' | 'exchange'

interface Row {
  /** What opens it. */
  button: string
  path: string
  /** Whose page it is. */
  side?: Side
  /** Which of its states is looked at, where it has more than one, and what is done in it to come there. */
  state?: string
  within?: (page: Page) => Promise<unknown>
}

const fill = (page: Page, label: string, text: string) => dialog(page).getByLabel(label).fill(text)
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click()
const told = (page: Page, words: string | RegExp) => dialog(page).getByText(words).first().waitFor()
const refused = (page: Page) => dialog(page).getByRole('alert').waitFor()

const DIALOGS: readonly Row[] = [
  { button: 'New connection', path: '/connections' },
  {
    button: 'New connection',
    path: '/connections',
    state: ', refused',
    within: async page => {
      await fill(page, 'Partner’s organization ID', 'nobody')
      await press(page, 'Create')
      await refused(page)
    },
  },
  { button: 'Invite by link', path: '/connections' },
  {
    button: 'Invite by link',
    path: '/connections',
    state: ', the link',
    within: async page => {
      await press(page, 'Make the link')
      await told(page, /works once/)
    },
  },
  { button: 'New link', path: '/connections/invites' },
  { button: 'Revoke', path: '/connections/invites' },
  { button: 'Deactivate', path: '/connections/{connection}' },
  { button: 'Accept', path: '/connections/{pendingConnection}' },
  { button: 'Reactivate', path: '/connections/{inactiveConnection}' },
  { button: 'New share token', path: '/share-tokens', state: ', without a connection' },
  { button: 'New share token', path: '/share-tokens', side: 'exchange' },
  {
    button: 'New share token',
    path: '/share-tokens',
    side: 'exchange',
    state: ', the token',
    within: async page => {
      await fill(page, 'What is shared', stage.server.sandbox['source-inquiry-id'])
      await press(page, 'Create')
      await told(page, /shown only this once/)
    },
  },
  { button: 'Expire', path: '/share-tokens/{token}', side: 'exchange' },
  { button: 'Receipt', path: '/consents' },
  {
    button: 'Receipt',
    path: '/consents',
    state: ', what is signed',
    within: page => dialog(page).getByText('What is signed').click(),
  },
  { button: 'Withdraw', path: '/consents' },
  { button: 'Approve', path: '/inquiries/{openInquiry}' },
  { button: 'Decline', path: '/inquiries/{openInquiry}' },
  { button: 'Mark for review', path: '/inquiries/{openInquiry}' },
  { button: 'New workflow', path: '/workflows' },
  {
    button: 'New workflow',
    path: '/workflows',
    state: ', refused',
    within: async page => {
      await fill(page, 'Name', 'Nothing')
      await fill(page, 'Document', '{')
      await press(page, 'Create')
      await refused(page)
    },
  },
  {
    button: 'New workflow',
    path: '/workflows',
    state: ', the secret',
    within: async page => {
      await fill(page, 'Name', 'Tag what is completed')
      await press(page, 'Create')
      await told(page, /shown only this once/)
    },
  },
  { button: 'Edit', path: '/workflows/{workflow}' },
  { button: 'Archive', path: '/workflows/{workflow}' },
  { button: 'New webhook', path: '/webhooks' },
  {
    button: 'New webhook',
    path: '/webhooks',
    state: ', the secret',
    within: async page => {
      await fill(page, 'Name', 'Ledger')
      await fill(page, 'Address', 'https://ledger.bank.example/hooks')
      await press(page, 'Create')
      await told(page, /shown only this once/)
    },
  },
  { button: 'New secret', path: '/webhooks/{webhook}' },
  {
    button: 'New secret',
    path: '/webhooks/{webhook}',
    state: ', the secret',
    within: async page => {
      await press(page, 'Make it')
      await told(page, /shown only this once/)
    },
  },
  { button: 'Archive', path: '/webhooks/{webhook}' },
  { button: 'New API key', path: '/api-keys' },
  {
    button: 'New API key',
    path: '/api-keys',
    state: ', the key',
    within: async page => {
      await fill(page, 'Name', 'Ledger')
      await press(page, 'Create')
      await told(page, /shown only this once/)
    },
  },
  { button: 'Expire', path: '/api-keys' },
  { button: 'Let somebody in', path: '/people' },
  { button: 'Change', path: '/people' },
  { button: 'Remove', path: '/people' },
  {
    button: 'Remove',
    path: '/people',
    state: ', refused',
    within: async page => {
      await press(page, 'Remove')
      await refused(page)
    },
  },
  { button: 'Add a passkey', path: '/people' },
]

/** Every dialog of a page is opened by a button that is there, and closed again by Escape. */
async function openDialog(page: Page, path: string, button: string): Promise<void> {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: keyof Everything) => made[name])
  await page.goto(`http://localhost:${stage.server.port}/dashboard/sandbox${address}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
  await page.getByRole('button', { name: button, exact: true }).first().click()
  await dialog(page).locator('.where').waitFor()
}

describe('a dialog', () => {
  // Guarantee: WCAG 2.2 AA as far as axe can tell, light and dark, wide and at 320 pixels, with what was refused or told.
  it.each(DIALOGS.map(row => [`${row.button}${row.state ?? ''}`, row.path, row] as const))(
    'keeps nobody out: %s, at %s',
    async (_name, path, { button, side = 'bank', within }) => {
      const page = sides[side]
      await openDialog(page, path, button)
      await within?.(page)
      expect(await auditInEveryLook(page)).toEqual([])
      await page.keyboard.press('Escape')
      await dialog(page).waitFor({ state: 'detached' })
    },
  )

  it('keeps nobody out: of a passkey that is to be removed', async () => {
    const { bank } = sides
    await openDialog(bank, '/people', 'Add a passkey')
    await press(bank, 'Go on')
    const own = bank.getByRole('region', { name: 'Your passkeys' })
    await own.getByRole('button', { name: 'Remove' }).click()
    await told(bank, /cannot sign in by it/)
    expect(await auditInEveryLook(bank)).toEqual([])
  })
})
