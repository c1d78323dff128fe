import { z } from 'zod'
import { EVENT_NAMES } from '../../webhooks/event-names.ts'

/** Longest life of links to files, in seconds: three days (published). */
const FILE_ACCESS_SECONDS_MAX = 259_200
/** How long the earlier secret can go on signing after a rotation, in seconds: a week. */
const ROTATION_SECONDS_MAX = 604_800
/** The same where nothing is said: a day to change over in. */
export const ROTATION_SECONDS_DEFAULT = 86_400

const known = new Set(['*', ...EVENT_NAMES])

/** Headers that say what a message is, how it travels or who it comes from: ours, or the connection's. */
const RESERVED =
  /^(host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|date|via|forwarded|user-agent|cookie|(content|proxy|sec|x-forwarded|webhook|persona)-.*)$/i

const headers = z
  .record(z.string(), z.string().regex(/^[\x20-\x7e]{1,2000}$/))
  .refine(given => Object.keys(given).length <= 20, 'has too many headers: at most 20')
  .refine(
    given => Object.keys(given).every(name => /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name)),
    'has a name that no header can have',
  )
  .refine(
    given => !Object.keys(given).some(name => RESERVED.test(name)),
    'has a header that only the server may set',
  )
  .refine(
    given => new Set(Object.keys(given).map(name => name.toLowerCase())).size === Object.keys(given).length,
    'has the same header twice',
  )

const includeAllOrNone = z.strictObject({ state: z.enum(['include_all', 'include_none']) })
const custom = z.strictObject({
  state: z.literal('custom'),
  'event-types': z
    .array(
      z.strictObject({
        'event-type': z.string().max(100),
        relationships: z.array(z.string().max(100)).min(1).max(100),
      }),
    )
    .min(1)
    .max(200),
})

export const attributes = z.strictObject({
  name: z.string().trim().min(1).max(100),
  description: z.string().max(1000).nullable().optional(),
  url: z.string().max(2048),
  'enabled-events': z
    .array(z.string().refine(name => known.has(name), 'is not the name of an event'))
    .min(1)
    .max(known.size),
  'api-version': z.string().max(10).optional(),
  'api-key-inflection': z.enum(['kebab', 'camel', 'snake']).optional(),
  'api-attributes-blocklist': z
    .array(
      z
        .string()
        .regex(/^\/?[A-Za-z0-9_*-]+(\/[A-Za-z0-9_*-]+)*$/)
        .max(200),
    )
    .max(100)
    .optional(),
  'file-access-token-expires-in': z.int().positive().max(FILE_ACCESS_SECONDS_MAX).optional(),
  'included-allowlist': z.union([includeAllOrNone, custom]).optional(),
  'relationship-allowlist': includeAllOrNone.optional(),
  'custom-http-headers': headers.optional(),
})

export const changes = attributes.partial()

export const rotateBody = z
  .strictObject({
    meta: z
      .strictObject({ 'expires-in-seconds': z.int().min(0).max(ROTATION_SECONDS_MAX).optional() })
      .optional(),
  })
  .optional()
