import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { type InquirySession, sessionStatusAt } from '../../store/inquiry-sessions.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'

const none = z.null()

/** What is published of the person's device and network. This server records none of it. */
const notRecorded = {
  'ip-address': none,
  'user-agent': none,
  'os-name': none,
  'os-full-version': none,
  'device-type': none,
  'device-name': none,
  'browser-name': none,
  'browser-full-version': none,
  'mobile-sdk-name': none,
  'mobile-sdk-full-version': none,
  'device-handoff-method': none,
  'is-proxy': none,
  'is-tor': none,
  'is-datacenter': none,
  'is-vpn': none,
  'threat-level': none,
  'country-code': none,
  'country-name': none,
  'region-code': none,
  'region-name': none,
  latitude: none,
  longitude: none,
  'gps-latitude': none,
  'gps-longitude': none,
  'gps-precision': none,
  'ip-connection-type': none,
  'ip-isp': none,
  'network-organization': none,
}

const NOT_RECORDED = Object.fromEntries(Object.keys(notRecorded).map(name => [name, null]))

export const inquirySessionSchema = resourceSchema(
  z.literal('inquiry-session'),
  {
    status: z.enum(['new', 'active', 'expired']),
    'created-at': time,
    'started-at': time.nullable(),
    'expired-at': time.nullable(),
    ...notRecorded,
  },
  { inquiry: toOne, device: toOne, network: toOne },
)

/** A session of an inquiry in the published shape. Its token is never part of it. */
export function inquirySessionResource(session: InquirySession, now: number): Resource {
  const status = sessionStatusAt(session, now)
  const expiredAt = status === 'expired' ? (session.expired_at ?? session.expires_at) : null
  return {
    type: 'inquiry-session',
    id: session.id,
    attributes: {
      status,
      'created-at': iso(session.created_at),
      'started-at': isoOrNull(session.started_at),
      'expired-at': isoOrNull(expiredAt),
      ...NOT_RECORDED,
    },
    relationships: {
      inquiry: reference('inquiry', session.inquiry_id),
      device: { data: null },
      network: { data: null },
    },
  }
}
