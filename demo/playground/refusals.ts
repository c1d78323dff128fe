import type { Scene, Stage } from './scene.ts'
import { agree, type Companies, expire, mint, type Opened, openSession, type Step, settle } from './stage.ts'

/** The person has agreed, and the token that arrives then is such a one. */
const withToken =
  (
    make: (companies: Companies, session: Opened, origin: string) => Promise<string>,
    ...steps: Step[]
  ): Stage =>
  async (companies, origin) => {
    const session = await openSession(companies, origin, 'passing', agree, ...steps)
    return { clientSecret: session.clientSecret, shareToken: await make(companies, session, origin) }
  }

const secretOf = async (session: Promise<Opened>): Promise<Scene> => ({
  clientSecret: (await session).clientSecret,
})

const idOf = (secret: string): string => secret.split('.')[0] ?? ''

/** The exchange erases what a token stands for after it was made, and before it is redeemed. */
const redeemErased: Step = async (companies, { person, shareRequestId }) => {
  const { exchange } = companies
  const [template] = (await exchange.inquiryTemplates.list()).data
  const attributes = { 'inquiry-template-id': template?.id, fields: { 'name-first': 'Ada' } }
  const { data } = await exchange.inquiries.create(attributes, { meta: { 'auto-create-account': false } })
  await exchange.inquiries.simulate(data.id, [{ type: 'complete_inquiry' }])
  const token = await mint(companies, { shareRequestId, inquiryId: data.id })
  await exchange.inquiries.redact(data.id)
  await person.redeem(token)
}

/** What the server itself refuses, each answered by the server. */
export const REFUSALS = {
  'secret-unknown': async (companies, origin) => {
    const { id, clientSecret } = await openSession(companies, origin, 'passing')
    const wrong = [...clientSecret.slice(id.length + 1)].reverse().join('')
    return { clientSecret: `${id}.${wrong}` }
  },
  // A page of the server's own origin is asked for its origin only when it writes.
  'origin-not-allowed': async companies => {
    const { clientSecret, shareRequestId } = await openSession(
      companies,
      'https://elsewhere.example',
      'passing',
    )
    return { clientSecret, shareToken: await mint(companies, { shareRequestId }), press: 'share' }
  },
  'session-expired': (companies, origin) => secretOf(openSession(companies, origin, 'passing', expire)),
  'source-expired': async (companies, origin) => {
    const { shareRequestId } = await openSession(companies, origin, 'passing', agree, expire)
    return { shareRequestId }
  },
  'already-decided': async (companies, origin) => ({
    ...(await secretOf(openSession(companies, origin, 'passing'))),
    press: 'decline-elsewhere',
  }),
  'token-unknown': withToken(
    async (_companies, { id }) => `${id.replace('cses_', 'cnst_')}.nobody-has-made-this`,
  ),
  'token-expired': withToken(async (companies, { shareRequestId }) => {
    const token = await mint(companies, { shareRequestId })
    await companies.exchange.shareTokens.expire(idOf(token))
    return token
  }),
  'token-spent': withToken(async (companies, _session, origin) => {
    const token = await mint(companies, {})
    const redeem: Step = async (_companies, { person }) => {
      await person.redeem(token)
    }
    await openSession(companies, origin, 'passing', agree, redeem, settle)
    return token
  }),
  'token-of-another-session': withToken(async (companies, _session, origin) => {
    const { shareRequestId } = await openSession(companies, origin, 'passing')
    return mint(companies, { shareRequestId })
  }),
  'nothing-in-common': withToken((companies, { shareRequestId }) =>
    mint(companies, { shareRequestId, dataTypes: ['identification-number'] }),
  ),
  'inquiry-finished': withToken(
    (companies, { shareRequestId }) => mint(companies, { shareRequestId }),
    async ({ bank }, { inquiryId }) => {
      await bank.inquiries.decline(inquiryId)
    },
  ),
  'redemption-failed': (companies, origin) =>
    secretOf(openSession(companies, origin, 'passing', agree, redeemErased, settle)),
  'no-connect-server': async (companies, origin) => ({
    ...(await secretOf(openSession(companies, origin, 'passing'))),
    through: 'nowhere',
  }),
} satisfies Record<string, Stage>
