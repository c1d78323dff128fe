import { expect } from '@open-wc/testing'
import type { SessionResource } from '../../server/api/wire.ts'
import type { ConnectErrorCode } from '../../widget/connect-error.ts'
import {
  all,
  button,
  checkbox,
  happen,
  mount,
  mountIn,
  reach,
  seenBy,
  share,
  statusOf,
  textOf,
  told,
} from './mount.ts'
import { goodCourse, type Route, type Scenario, secretFor } from './scenario.ts'

interface Failure {
  when: string
  scenario: Scenario
  code: ConnectErrorCode
  says: string
  retry: boolean
}

const unreachable = { code: 'server_unreachable', says: 'We cannot reach the server', retry: true } as const
const senseless = { code: 'unexpected_answer', says: 'Something went wrong', retry: true } as const

/** What the server can answer to the first question, and what becomes of it. */
const failures: readonly Failure[] = [
  {
    when: 'the client secret is not one',
    scenario: { answers: { session: [401] } },
    code: 'invalid_client_secret',
    says: 'This request is no longer valid',
    retry: false,
  },
  {
    when: 'the page’s origin is not allowed',
    scenario: { answers: { session: [403] } },
    code: 'origin_not_allowed',
    says: 'Sharing does not work here',
    retry: false,
  },
  {
    when: 'the session has expired',
    scenario: { status: 'expired' },
    code: 'session_expired',
    says: 'This request has expired',
    retry: false,
  },
  {
    when: 'the session is gone',
    scenario: { answers: { session: [410] } },
    code: 'session_expired',
    says: 'This request has expired',
    retry: false,
  },
  {
    when: 'the redemption has failed',
    scenario: { status: 'failed' },
    code: 'redemption_failed',
    says: 'Your details could not be taken over',
    retry: false,
  },
  { when: 'the server is down', scenario: { answers: { session: [503] } }, ...unreachable },
  { when: 'the server asks for fewer questions', scenario: { answers: { session: [429] } }, ...unreachable },
  {
    when: 'the answer is of another kind',
    scenario: { bodies: { session: { data: { id: 1 } } } },
    ...senseless,
  },
  { when: 'the answer is empty', scenario: { bodies: { session: null } }, ...senseless },
  {
    when: 'the ending is not among the events',
    scenario: { status: 'completed', happened: [] },
    ...senseless,
  },
]

describe('when something fails', () => {
  for (const { when, scenario, code, says, retry } of failures) {
    it(`${when}: ${code}, a plain sentence${retry ? ', and another try' : ''}`, async () => {
      const { widget } = await mount(scenario)
      expect((await told(widget, 'connect-error')).code).to.equal(code)
      await reach(widget, 'failed')
      expect(textOf(widget)).to.contain(says)
      expect(statusOf(widget)).to.equal(says)
      expect(all(widget, 'button').map(element => element.textContent)).to.deep.equal(
        retry ? ['Try again'] : [],
      )
      // The server's own words stay with the server.
      expect(textOf(widget)).not.to.contain('Refused').and.not.to.contain('by the scenario')
    })
  }

  // A real closed port, not an answer that says so.
  it('nobody listens: server_unreachable', async () => {
    const { widget } = await mountIn('asking')
    const failed = told(widget, 'connect-error')
    widget.server = 'http://localhost:9'
    expect((await failed).code).to.equal('server_unreachable')
  })

  it('a data type that the widget has no word for is not asked for in the dark', async () => {
    const dna = { name: 'dna', required: true, biometric: true, available: true }
    const { session } = await ordinary()
    const notice = { ...session.attributes.notice, 'data-types': [dna] }
    const data = { ...session, attributes: { ...session.attributes, notice } }
    const { widget } = await mount({ bodies: { session: { data } } })
    expect((await told(widget, 'connect-error')).code).to.equal('unexpected_answer')
  })

  // Guarantee: no part of the question can be left out: what is not said is not consented to.
  it('a notice that does not say all of it is not shown', async () => {
    const { session } = await ordinary()
    for (const part of Object.keys(session.attributes.notice.text)) {
      const text = Object.fromEntries(
        Object.entries(session.attributes.notice.text).filter(([name]) => name !== part),
      )
      const notice = { ...session.attributes.notice, text }
      const data = { ...session, attributes: { ...session.attributes, notice } }
      const { widget } = await mount({ bodies: { session: { data } } })
      expect((await told(widget, 'connect-error')).code, part).to.equal('unexpected_answer')
    }
  })

  for (const [route, status, code] of [
    ['consents', 409, 'consent_refused'],
    ['consents', 401, 'invalid_client_secret'],
    ['consents', 500, 'server_unreachable'],
    ['redemption', 404, 'share_token_refused'],
    ['redemption', 400, 'share_token_refused'],
    ['redemption', 409, 'consent_refused'],
    ['events', 401, 'invalid_client_secret'],
  ] as const satisfies [Route, number, ConnectErrorCode][]) {
    it(`${status} from ${route} is ${code}`, async () => {
      const { widget } = await mountIn('asking', { answers: { [route]: [status] } }, 'cnst_1.SECRET')
      const failed = told(widget, 'connect-error')
      share(widget).click()
      expect((await failed).code).to.equal(code)
      await reach(widget, 'failed')
    })
  }

  it('a redemption that fails under way ends with its sentence and no retry', async () => {
    const { widget, secret } = await mountIn('redeeming', { status: 'redeeming' })
    await happen(secret, { name: 'redemption.failed', 'redemption-id': 'rdm_1', reason: 'import_failed' })
    await reach(widget, 'failed')
    expect(textOf(widget)).to.contain('Your details could not be taken over')
  })

  it('a session that expires while the token is awaited says so', async () => {
    const { widget, secret } = await mountIn('waiting-for-token', { status: 'granted' })
    await happen(secret, { name: 'session.expired' })
    await reach(widget, 'failed')
    expect(textOf(widget)).to.contain('This request has expired')
  })
})

describe('another try', () => {
  it('goes on where the server is', async () => {
    const { widget } = await mountIn('failed', { answers: { session: [503, 200] } })
    const ready = told(widget, 'connect-ready')
    button(widget, 'Try again').click()
    await ready
    await reach(widget, 'asking')
  })

  // The first answer was lost on its way; asking twice for a consent that is recorded would be a nuisance.
  it('does not ask again for what the server has recorded meanwhile', async () => {
    const scenario: Scenario = { status: 'granted', answers: { session: [503, 200] }, happens: goodCourse }
    const { widget, secret } = await mountIn('failed', scenario, 'cnst_1.SECRET')
    button(widget, 'Try again').click()
    await reach(widget, 'complete')
    expect((await seenBy(secret)).map(({ route }) => route))
      .to.include('redemption')
      .and.not.include('consents')
  })

  it('keeps the token that the server could not take because it was down', async () => {
    const scenario: Scenario = { answers: { redemption: [503, 200] }, happens: goodCourse }
    const { widget } = await mountIn('asking', scenario, 'cnst_1.SECRET')
    share(widget).click()
    await reach(widget, 'failed')
    button(widget, 'Try again').click()
    await reach(widget, 'complete')
  })

  it('starts with nothing ticked', async () => {
    const { widget } = await mountIn('asking', { answers: { consents: [409] } })
    checkbox(widget, 'selfie').click()
    share(widget).click()
    await reach(widget, 'failed')
    button(widget, 'Try again').click()
    await reach(widget, 'asking')
    expect(checkbox(widget, 'selfie').checked).to.equal(false)
  })
})

/** What the peer ordinarily says of a session. */
async function ordinary(): Promise<{ session: SessionResource }> {
  const headers = { authorization: `Bearer ${secretFor({})}` }
  const response = await fetch('/api/v1/connect/session', { headers })
  const { data } = await response.json()
  return { session: data }
}
