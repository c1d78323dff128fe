import type { ProgressEvent, SessionAttributes, SessionResource } from '../../server/api/wire.ts'
import { consentText } from '../../server/connect/consent-text/consent-text.ts'
import { dataTypes, type EventDraft, goodCourse, type Route, type Scenario, type Seen } from './scenario.ts'

/** What the peer holds of one client secret. */
export interface PeerSession extends Seen {
  expiresAt: number
  scenario: Scenario
  status: NonNullable<Scenario['status']>
  /** The person's last word; null before they have said any. */
  lastWord: NonNullable<Scenario['lastWord']> | null
  events: ProgressEvent[]
  calls: Map<Route, number>
  /** Parts that have been given. */
  given: Set<string>
  /** How many codes have been sent, and tried. */
  sends: number
  attempts: number
  /** What held answers wait for. */
  released: Record<Route, PromiseWithResolvers<void>>
  /** Tells the open streams of each event. */
  news: EventTarget
}

export function happen(session: PeerSession, draft: EventDraft): void {
  const steps = Math.max(goodCourse.length, session.events.length + 1)
  const id = session.events.length + 1
  session.events.push({ ...draft, id: String(id), 'created-at': '2026-11-22T12:00:00.000Z', step: id, steps })
  session.news.dispatchEvent(new Event('news'))
}

export function statusOf({ status, expiresAt }: PeerSession): PeerSession['status'] {
  return status === 'open' && Date.now() >= expiresAt ? 'expired' : status
}

export function resourceOf(session: PeerSession, locale: string): SessionResource {
  const { scenario, expiresAt } = session
  const source = {
    'organization-id': 'org_1',
    name: 'Aurora Pay',
    'privacy-url': 'https://aurora.example/privacy',
    'logo-url': null,
  }
  const destination = {
    ...source,
    'organization-id': 'org_2',
    name: 'Northwind Bank',
    'privacy-url': 'https://northwind.example/privacy',
  }
  const purpose = 'To open your current account'
  const gap: SessionAttributes['gap'] = {
    available: 6,
    total: 7,
    missing: [{ kind: 'document', name: 'proof-of-address' }],
  }
  const facts = {
    version: 2,
    locale,
    purpose,
    'retention-days': 1826,
    source,
    destination,
    'data-types': dataTypes,
    ...scenario.notice,
  }
  return {
    type: 'connect/session',
    id: 'cses_1',
    attributes: {
      status: statusOf(session),
      environment: 'production',
      'created-at': '2026-11-22T12:00:00.000Z',
      'expires-at': new Date(expiresAt).toISOString(),
      'withdrawn-at': session.lastWord === 'withdrawn' ? '2026-11-22T12:05:00.000Z' : null,
      purpose,
      locale: 'en',
      notice: { ...facts, text: consentText(facts, scenario.gap ?? gap) },
      'notice-hash': 'sha-256:00',
      'data-types': dataTypes,
      source: { ...source, 'share-url': null },
      destination,
      gap,
      ...scenario.attributes,
    },
    relationships: {
      inquiry: { data: { type: 'inquiry', id: 'inq_1' } },
      connection: { data: { type: 'connect/connection', id: 'cxn_1' } },
      'share-request': { data: { type: 'connect/share-request', id: 'shrq_1' } },
      redemption: {
        data: session.events.some(({ name }) => name === 'redemption.accepted')
          ? { type: 'connect/redemption', id: 'rdm_1' }
          : null,
      },
    },
  }
}

export function refusal(status: number): Response {
  return Response.json({ errors: [{ title: 'Refused', details: 'by the scenario' }] }, { status })
}
