import { expect, waitUntil } from '@open-wc/testing'
import type { Phase } from '../../widget/session-state.ts'
import { mountIn, shown } from './mount.ts'
import { accessibleTree } from './page.ts'
import { incompleteCourse, missingField } from './scenario.ts'
import { screens, show } from './screens.ts'

/** What is heard of a question, up to its answers. */
const QUESTION = `
region "Share your details with Northwind Bank?"
  list
    listitem: Aurora Pay Shares
    listitem: Northwind Bank Receives
  heading "Share your details with Northwind Bank?" [level=2]
  paragraph: Aurora Pay has verified you before. If you agree, Northwind Bank gets a copy and need not ask you again.
  heading "What is shared" [level=3]
  list "What is shared"
    listitem: Name
    listitem: Date of birth
    listitem: Address
    listitem: Government ID
  DescriptionList
    term "Left to add"
    definition: 6 of 7 required details already there. You will add: Proof of address.
    term "Why"
    definition: To open your current account
    term "Kept for"
    definition: 5 years
    term "Withdraw"
    definition: At any time: here, or with Northwind Bank
    term "Privacy policies"
    definition
      link "Aurora Pay (opens in a new tab)"
      link "Northwind Bank (opens in a new tab)"
  group "Only if you want"
    checkbox "Phone number"
  group "Your face, only if you want"
    checkbox "Selfie"
    text: A face is special data and needs a yes of its own. Without it, you may be asked for a new one.`

/** What stays at hand after the yes. */
const RIGHTS = `
  link "Save the receipt"
  group
    DisclosureTriangle "Stop sharing"`

const HEARD: Readonly<Record<Phase, string>> = {
  loading: `
region "Loading the request…"
  heading "Loading the request…" [level=2]
  status [live=polite]: Loading the request…`,
  asking: `${QUESTION}
  button "Share"
  button "Don't share"
  status [live=polite]`,
  deciding: `${QUESTION}
  button "Share" [disabled]
  button "Don't share" [disabled]
  status [live=polite]: Recording your answer…`,
  'waiting-for-token': `
region "Confirm with Aurora Pay"
  list
    listitem: Aurora Pay Shares
    listitem: Northwind Bank Receives
  heading "Confirm with Aurora Pay" [level=2]
  paragraph: You have agreed. As soon as Aurora Pay confirms, this page goes on by itself.
  progressbar "Progress"${RIGHTS}
  status [live=polite]: You have agreed. As soon as Aurora Pay confirms, this page goes on by itself.`,
  redeeming: `
region "Sharing your details"
  list
    listitem: Aurora Pay Shares
    listitem: Northwind Bank Receives
  heading "Sharing your details" [level=2]
  paragraph: This takes a few seconds. Northwind Bank gets only what you agreed to.
  progressbar "Progress" = 5
  list
    listitem: Approval accepted Done
    listitem: 7 details, 2 files copied Done
    listitem: Government ID check Passed
    listitem: Document check In progress${RIGHTS}
  status [live=polite]: Document check: In progress`,
  'awaiting-input': `
region "Nearly there"
  heading "Nearly there" [level=2]
  paragraph: Your details have arrived. Northwind Bank needs a little more.
  paragraph: Add what is still missing. Each answer is saved as you go, and the rest goes on by itself.
  group "Identity document"
    radiogroup "Which document?"
      radio "Identity card"
      radio "Passport"
  group "Proof of address"
    text: Document
    paragraph: Drop a file here, or
    text: Choose a file
    button "Choose a file: Document" = No file chosen
    button "Take a photo: Document"
  button "Do this later"${RIGHTS}
  status [live=polite]: Nearly there`,
  complete: `
region "All done"
  heading "All done" [level=2]
  paragraph: Northwind Bank has what it needs. You can go on.
  list
    listitem: Approval accepted Done
    listitem: 7 details, 2 files copied Done
    listitem: Government ID check Passed
    listitem: Document check Skipped
    listitem: Inquiry decided Done${RIGHTS}
  status [live=polite]: All done`,
  declined: `
region "Nothing was shared"
  heading "Nothing was shared" [level=2]
  paragraph: Aurora Pay keeps your details. Go on with the usual form of Northwind Bank.
  status [live=polite]: Nothing was shared`,
  withdrawn: `
region "You have stopped sharing"
  heading "You have stopped sharing" [level=2]
  paragraph: Northwind Bank can no longer use your approval.
  paragraph: What was copied before stays with Northwind Bank. You can ask Northwind Bank to delete it.
  DescriptionList
    term "Kept for"
    definition: 5 years
    term "Privacy policies"
    definition
      link "Northwind Bank (opens in a new tab)"
  link "Save the receipt"
  status [live=polite]: You have stopped sharing`,
  failed: `
region "We cannot reach the server"
  heading "We cannot reach the server" [level=2]
  paragraph: Check your connection and try again.
  button "Try again"
  status [live=polite]: We cannot reach the server`,
}

describe('what a screen reader is told', () => {
  before(() => {
    document.documentElement.lang = 'en'
  })

  // Guarantee: each screen is whole for somebody who hears it: what it is, who takes part, what is asked, what goes on.
  for (const [phase] of screens) {
    it(`of ${phase}`, async () => {
      await show(phase)
      const wanted = HEARD[phase].trim()
      // The tree follows the page a moment later.
      await waitUntil(async () => (await accessibleTree()) === wanted, phase, { timeout: 3_000 }).catch(
        () => null,
      )
      expect(await accessibleTree()).to.equal(wanted)
    })
  }

  it('calls nothing wrong that nobody has touched', async () => {
    const inputs = [missingField('birthdate', 'date')]
    const scenario = { status: 'awaiting-input', happened: incompleteCourse, inputs } as const
    const { widget } = await mountIn('awaiting-input', scenario)
    await shown(widget, '.asked')
    await waitUntil(async () => (await accessibleTree()).includes('Date of birth'), 'the field', {
      timeout: 3_000,
    })
    expect(await accessibleTree()).not.to.include('invalid')
  })
})
