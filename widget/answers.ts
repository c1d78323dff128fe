import type {
  AwaitedInput,
  DataType,
  Notice,
  NoticeText,
  Party,
  SessionAttributes,
  SessionDataType,
  SessionResource,
  ShareRequestResource,
} from '../server/api/wire.ts'
import { type Guard, hasShape, isFlag, isListOf, isOneOf, isText, orNull } from './guards.ts'

/**
 * A connect session, as much of it as the widget reads. Only that is checked, and nothing else can be used: what
 * another version of the server adds or leaves out besides does not concern it.
 */
export type Session = Pick<SessionResource, 'id'> & {
  attributes: Pick<
    SessionAttributes,
    'status' | 'environment' | 'expires-at' | 'withdrawn-at' | 'notice-hash' | 'locale'
  > & {
    notice: SeenNotice
    source: Pick<SessionAttributes['source'], 'share-url'>
  }
  relationships: { 'share-request': { data: { id: string } | null } }
}

/** What the person is shown: every member of it ends up on the screen, or in the record of what was. */
export type SeenNotice = Pick<Notice, 'locale' | 'purpose' | 'data-types' | 'text'> & {
  source: Organization
  destination: Organization
}

export type Organization = Pick<Party, 'name' | 'privacy-url' | 'logo-url'>

// A data type that this widget has no word for makes the whole answer unexpected: nobody can consent to what the
// screen cannot name.
const isDataType = isOneOf<DataType>(
  'name',
  'birthdate',
  'address',
  'email-address',
  'phone-number',
  'identification-number',
  'government-id',
  'selfie',
  'proof-of-address',
)

export const isMissing = hasShape<AwaitedInput>({ kind: isOneOf('field', 'document', 'code'), name: isText })

const isOrganization = hasShape<Organization>({
  name: isText,
  'privacy-url': orNull(isText),
  'logo-url': orNull(isText),
})

const isNoticeText = hasShape<NoticeText>({
  direction: isOneOf('ltr', 'rtl'),
  title: isText,
  intro: isText,
  shares: isText,
  receives: isText,
  required: isText,
  optional: isText,
  biometric: isText,
  'biometric-hint': isText,
  'gap-title': isText,
  gap: isText,
  why: isText,
  'retention-title': isText,
  retention: isText,
  'withdraw-title': isText,
  withdraw: isText,
  'policies-title': isText,
  share: isText,
  decline: isText,
  'data-types': hasShape<object>({}),
})

const isNotice: Guard<SeenNotice> = hasShape<SeenNotice>({
  locale: isText,
  purpose: isText,
  source: isOrganization,
  destination: isOrganization,
  'data-types': isListOf(
    hasShape<SessionDataType>({
      name: isDataType,
      required: isFlag,
      biometric: isFlag,
      available: isFlag,
    }),
  ),
  text: isNoticeText,
})

const hasId = hasShape<{ id: string }>({ id: isText })

export const isSession: Guard<Session> = hasShape<Session>({
  id: isText,
  attributes: hasShape<Session['attributes']>({
    status: isOneOf(
      'open',
      'granted',
      'redeeming',
      'awaiting-input',
      'completed',
      'declined',
      'failed',
      'expired',
    ),
    environment: isOneOf('sandbox', 'production'),
    'expires-at': isText,
    'withdrawn-at': orNull(isText),
    notice: isNotice,
    'notice-hash': isText,
    locale: isText,
    source: hasShape<Session['attributes']['source']>({ 'share-url': orNull(isText) }),
  }),
  relationships: hasShape<Session['relationships']>({
    'share-request': hasShape<{ data: { id: string } | null }>({ data: orNull(hasId) }),
  }),
})

/** A share request, as much of it as the source's element reads. */
export type SeenShareRequest = Pick<ShareRequestResource, 'id'> & {
  attributes: Pick<
    ShareRequestResource['attributes'],
    'status' | 'notice-hash' | 'allowed-origins' | 'agreed'
  > & {
    notice: SeenNotice
  }
}

export const isShareRequest: Guard<SeenShareRequest> = hasShape<SeenShareRequest>({
  id: isText,
  attributes: hasShape<SeenShareRequest['attributes']>({
    status: isOneOf('open', 'granted', 'declined', 'minted', 'expired'),
    'notice-hash': isText,
    'allowed-origins': isListOf(isText),
    agreed: isFlag,
    notice: isNotice,
  }),
})

/** The server has made something and says which: a consent, a redemption. */
export const isCreated = hasId
