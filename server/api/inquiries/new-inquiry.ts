import { z } from 'zod'
import { EXPIRY_SECONDS_MAX } from '../../connect/inquiry-expiry.ts'
import { linkSeconds } from '../inquiry-sessions/one-time-link.ts'
import { inquiryFields } from './inquiry-fields.ts'
import { tagNames } from './tag-names.ts'

const text = z.string().max(1000)
const interval = z.int().min(1).max(EXPIRY_SECONDS_MAX).nullish()

/** What an inquiry is made of. */
const attributes = z.strictObject({
  'inquiry-template-id': text.nullish(),
  'inquiry-template-version-id': text.nullish(),
  /** Of the product's earlier templates, of which there are none here. */
  'template-id': text.nullish(),
  'reference-id': text.nullish(),
  'account-id': text.nullish(),
  note: text.nullish(),
  fields: inquiryFields,
  tags: tagNames.nullish(),
  /** Who makes it, where that is not the holder of the API key. */
  'creator-email-address': z.email().max(255).nullish(),
  // Published, and of no use to a server that shows no hosted flow: taken and left alone.
  'theme-id': text.nullish(),
  'theme-set-id': text.nullish(),
  'redirect-uri': text.nullish(),
  'initial-step-name': text.nullish(),
})

/** What is made along with it. */
const meta = z.strictObject({
  'auto-create-account': z.boolean().default(true),
  'auto-create-account-reference-id': z.string().min(1).max(255).optional(),
  'auto-create-account-type-id': text.optional(),
  'auto-create-inquiry-session': z.boolean().default(false),
  'auto-create-one-time-link': z.boolean().default(false),
  'one-time-link-expiration-seconds': linkSeconds.nullish(),
  'expiration-after-create-interval-seconds': interval,
  'expiration-after-start-interval-seconds': interval,
  'expiration-after-resume-interval-seconds': interval,
})

/** `POST /inquiries`, as published. */
export const newInquiryBody = z.strictObject({
  data: z.strictObject({ attributes }),
  meta: meta.prefault({}),
})

export type NewInquiryAttributes = z.infer<typeof attributes>
export type NewInquiryMeta = z.infer<typeof meta>

/** Told once, with the inquiry; null where it was not asked for. */
export const newInquiryMeta = z.strictObject({
  'session-token': z.string().nullable(),
  'one-time-link': z.string().nullable(),
  'one-time-link-short': z.string().nullable(),
})
