import type { DataType } from '../../server/api/wire.ts'
import type { DocumentName } from './documents.ts'
import type { Stage } from './scene.ts'
import {
  agree,
  begin,
  decline,
  declineAtSource,
  mint,
  openSession,
  type Step,
  sendCode,
  settle,
  withdraw,
} from './stage.ts'

/** The widget at a session after those steps. */
const after =
  (template: DocumentName, ...steps: Step[]): Stage =>
  async (companies, origin) => {
    const { clientSecret } = await openSession(companies, origin, template, ...steps)
    return { clientSecret }
  }

/** The same on a page that has a token already. */
const withToken =
  (template: DocumentName, ...steps: Step[]): Stage =>
  async (companies, origin) => {
    const { clientSecret, shareRequestId } = await openSession(companies, origin, template, ...steps)
    return { clientSecret, shareToken: await mint(companies, { shareRequestId }) }
  }

/** The source's element, after the person has agreed at the bank. */
const atSource =
  (...steps: Step[]): Stage =>
  async (companies, origin) => {
    const { shareRequestId } = await openSession(companies, origin, 'passing', agree, ...steps)
    return { shareRequestId }
  }

/** Somebody has shared with that bank, and the source had no more than these of them. */
const missing = (template: DocumentName, held: DataType[] = ['name']) =>
  [template, agree, begin(held), settle] as const

const minted: Step = async (companies, { shareRequestId }) => {
  await mint(companies, { shareRequestId })
}

/** Every phase of both elements, in the order in which a person meets them. */
export const PHASES = {
  loading: async () => ({}),
  asking: after('passing'),
  // With a token at hand no window has to be opened, which only a person's own click may do.
  deciding: async (...stage) => ({
    ...(await withToken('passing')(...stage)),
    through: 'unanswered',
    press: 'share',
  }),
  'whole-course': withToken('slow'),
  waiting: after('passing', agree),
  'waiting-declined': after('passing', agree, declineAtSource),
  'waiting-confirmed': async (...stage) => ({
    ...(await withToken('passing', agree)(...stage)),
    through: 'unanswered',
  }),
  'source-asking': atSource(),
  'source-shared': atSource(minted),
  redeeming: after('stuck', agree, begin()),
  'missing-text': after(...missing('missing-text')),
  'missing-date': after(...missing('missing-date')),
  'missing-email-address': after(...missing('missing-email-address')),
  'missing-phone-number': after(...missing('missing-phone-number')),
  'missing-country': after(...missing('missing-country')),
  'missing-number': after(...missing('missing-number')),
  'missing-choice': after(...missing('missing-choice')),
  'missing-government-id': after(...missing('missing-government-id')),
  'missing-selfie': after(...missing('missing-selfie')),
  'missing-document': after(...missing('missing-document')),
  'missing-several': after(...missing('missing-several')),
  'missing-code': after(...missing('missing-code', ['name', 'phone-number'])),
  'missing-code-sent': after(...missing('missing-code', ['name', 'phone-number']), sendCode),
  complete: after('passing', agree, begin(), settle),
  'under-review': after('reviewed', agree, begin(), settle),
  'not-accepted': after('rejected', agree, begin(), settle),
  declined: after('passing', decline),
  withdrawn: after('passing', agree, begin(), settle, withdraw),
  'withdrawn-early': after('passing', agree, withdraw),
} satisfies Record<string, Stage>
