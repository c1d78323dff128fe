import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Notice, NoticeText } from '../api/wire.ts'
import { dataType } from './scope.ts'

/** Raised whenever the notice says something else or says it in another shape. */
export const NOTICE_VERSION = 3

/** An organization as a notice names it. */
export const partySchema = z.strictObject({
  'organization-id': z.string(),
  name: z.string(),
  'privacy-url': z.string().nullable(),
  'logo-url': z.string().nullable(),
})

const noticeText: z.ZodType<NoticeText> = z.strictObject({
  direction: z.enum(['ltr', 'rtl']),
  title: z.string(),
  intro: z.string(),
  shares: z.string(),
  receives: z.string(),
  required: z.string(),
  optional: z.string(),
  biometric: z.string(),
  'biometric-hint': z.string(),
  'gap-title': z.string(),
  gap: z.string(),
  why: z.string(),
  'retention-title': z.string(),
  retention: z.string(),
  'withdraw-title': z.string(),
  withdraw: z.string(),
  'policies-title': z.string(),
  share: z.string(),
  decline: z.string(),
  'data-types': z.partialRecord(dataType, z.string()),
})

/** A notice as it was kept. */
export const noticeSchema: z.ZodType<Notice> = z.strictObject({
  version: z.int(),
  locale: z.string(),
  purpose: z.string(),
  'retention-days': z.int().nullable(),
  source: partySchema,
  destination: partySchema,
  'data-types': z.array(
    z.strictObject({ name: dataType, required: z.boolean(), biometric: z.boolean(), available: z.boolean() }),
  ),
  text: noticeText,
})

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** JSON with sorted keys and no white space (RFC 8785 for the values used here: no fractions, no huge numbers). */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}

/** The bytes of a notice that are kept, and their hash: what a consent record names as shown. */
export function fixNotice(notice: Notice): { body: string; hash: string } {
  const body = canonicalJson({
    ...notice,
    source: { ...notice.source },
    destination: { ...notice.destination },
    'data-types': notice['data-types'].map(type => ({ ...type })),
    text: { ...notice.text, 'data-types': { ...notice.text['data-types'] } },
  })
  return { body, hash: `sha-256:${createHash('sha256').update(body).digest('hex')}` }
}
