import type {
  CodeInput,
  CodeRefusal,
  DataType,
  DocumentInput,
  FieldInput,
  Notice,
  ProgressEvent,
  SessionAttributes,
  SessionStatus,
  ShareRequestResource,
} from '../../server/api/wire.ts'

/** A route of the session API. */
export type Route =
  | 'session'
  | 'consents'
  | 'redemption'
  | 'events'
  | 'inputs'
  | 'receipt'
  | 'withdraw'
  | 'codes'
  | 'codes/confirm'

type Draft<E> = E extends ProgressEvent ? Omit<E, 'id' | 'created-at' | 'step' | 'steps'> : never
/** An event as a test writes it; the peer gives it its id, time and step. */
export type EventDraft = Draft<ProgressEvent>

/** How the peer is to behave for one client secret, which holds all this. */
export interface Scenario {
  status?: SessionStatus
  /** Overrides of the session's attributes. */
  attributes?: Partial<SessionAttributes>
  /** Overrides of what the notice is about; its text follows from that. */
  notice?: Partial<Omit<Notice, 'text'>>
  gap?: SessionAttributes['gap']
  /** Overrides of a share request's attributes, for the source's element. */
  shareRequest?: Partial<ShareRequestResource['attributes']>
  /** What has happened before the page was loaded. */
  happened?: EventDraft[]
  /** What happens, one after the other, when a redemption has been accepted. */
  happens?: EventDraft[]
  /** What is asked for while input is awaited. */
  inputs?: (FieldInput | DocumentInput | CodeInput)[]
  /** What the template has the labels of those in other languages as, and of their choices, by label. */
  translations?: Record<string, { locale: string; label: string }[]>
  /** What becomes of each attempt at a code; the last one stays. Confirmed where nothing is said. */
  attempts?: (CodeRefusal | 'confirmed')[]
  /** What happens when all of that has been given. */
  goesOn?: EventDraft[]
  /** Statuses to answer a route's first calls with; the last one stays. 200 stands for the ordinary answer. */
  answers?: Partial<Record<Route, number[]>>
  /** Bodies to answer a route with instead of the ordinary one. */
  bodies?: Partial<Record<Route, unknown>>
  /** Routes that are not answered until the test releases them. */
  hold?: Route[]
  /** After how many events each connection of the stream is cut; 0 cuts it before the first. */
  cutAfter?: number
  /** Whether something between lets no stream through. */
  blocked?: boolean
  /** Whether something between keeps the stream's bytes back, as a buffering proxy does. */
  heldBack?: boolean
  /** The person's last word before the page was loaded, where it does not follow from the status. */
  lastWord?: 'granted' | 'withdrawn' | 'declined'
  /** How long the session lasts, in ms from the first request on; an hour where nothing is said. */
  lasts?: number
}

/** What the peer has seen of one client secret. */
export interface Seen {
  requests: {
    route: Route
    body: unknown
    accept: string
    lastEventId: string
    locale: string
    aborted: boolean
  }[]
}

const allTypes: readonly [DataType, required: boolean, biometric: boolean, available: boolean][] = [
  ['name', true, false, true],
  ['birthdate', true, false, true],
  ['address', true, false, true],
  ['government-id', true, false, true],
  ['proof-of-address', true, false, false],
  ['phone-number', false, false, true],
  ['selfie', true, true, true],
]

/** What a session asks for unless a test says otherwise: of each kind of data type at least one. */
export const dataTypes = allTypes.map(([name, required, biometric, available]) => ({
  name,
  required,
  biometric,
  available,
}))

/** The events of a redemption that goes well. */
export const goodCourse: EventDraft[] = [
  { name: 'redemption.accepted', 'redemption-id': 'rdm_1' },
  {
    name: 'data.copied',
    'data-types': ['name', 'birthdate', 'address', 'government-id'],
    fields: 7,
    files: 2,
  },
  { name: 'verification.started', verification: 'government-id' },
  { name: 'verification.finished', verification: 'government-id', status: 'passed' },
  { name: 'verification.started', verification: 'document' },
  { name: 'verification.finished', verification: 'document', status: 'skipped' },
  { name: 'inquiry.completed', 'inquiry-id': 'inq_1', status: 'approved' },
  { name: 'redemption.finished', 'redemption-id': 'rdm_1' },
]

/** The same person, without a proof of address. */
export const incompleteCourse: EventDraft[] = [
  ...goodCourse.slice(0, 4),
  {
    name: 'inquiry.awaiting-input',
    'inquiry-id': 'inq_1',
    missing: [{ kind: 'document', name: 'proof-of-address' }],
  },
]

/** A field that is missing, of a type. */
export const missingField = (
  name: string,
  type: FieldInput['type'],
  more: Partial<FieldInput> = {},
): FieldInput => ({
  kind: 'field',
  name,
  required: true,
  given: false,
  label: name,
  'label-locale': null,
  type,
  'max-length': 100,
  options: [],
  ...more,
})

/** A code that confirms the phone number. */
export const phoneCode: CodeInput = {
  kind: 'code',
  name: 'phone-number',
  required: true,
  given: false,
  label: null,
  'label-locale': null,
  'sent-to': '•••• 42',
  'expires-at': null,
  'attempts-left': 0,
  'resend-at': null,
  'sends-left': 3,
}

export const proofOfAddress: DocumentInput = {
  kind: 'document',
  name: 'proof-of-address',
  required: true,
  given: false,
  label: null,
  'label-locale': null,
  pages: [{ name: 'document', given: false }],
  'id-classes': [],
  'content-types': ['image/jpeg', 'image/png', 'application/pdf'],
  'bytes-max': 10_000_000,
}

export const governmentId: DocumentInput = {
  ...proofOfAddress,
  name: 'government-id',
  pages: [
    { name: 'front', given: false },
    { name: 'back', given: false },
  ],
  'id-classes': [
    { value: 'id', pages: ['front', 'back'] },
    { value: 'pp', pages: ['front'] },
  ],
  'content-types': ['image/jpeg', 'image/png'],
}

/** A client secret of its own for each test, which tells the peer how to behave. */
export function secretFor(scenario: Scenario): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ ...scenario, nonce: Math.random() }))
  return btoa(String.fromCharCode(...bytes))
}

/** The scenario that a client secret holds; null for one that holds none. */
export function scenarioOf(secret: string): Scenario | null {
  try {
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(secret), char => char.charCodeAt(0))))
  } catch {
    return null
  }
}
