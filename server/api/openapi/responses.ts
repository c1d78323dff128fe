import { z } from 'zod'
import { ApiError, type ApiErrorCode } from '../http/api-error.ts'
import type { AgreementRefusal, CodeRefusal } from '../wire.ts'
import { annotate } from './annotate.ts'
import { toJsonSchema } from './json-schema.ts'
import type { Header, Response, Schema } from './openapi.ts'

const codeRefusal = z.enum([
  'code_wrong',
  'code_expired',
  'code_attempts_exhausted',
  'code_not_sent',
  'code_sent_recently',
  'code_sends_exhausted',
  'code_not_asked_for',
  'code_not_delivered',
]) satisfies z.ZodType<CodeRefusal>

const agreementRefusal = z.enum([
  'agreement_not_published',
  'agreement_not_signed',
  'agreement_outdated',
  'partner_agreement_missing',
]) satisfies z.ZodType<AgreementRefusal>

/** The body of every refusal, as published; `code` and `meta` are ours, where a program has to tell refusals apart. */
export const errorsDocument = z.strictObject({
  errors: z
    .array(
      z.strictObject({
        title: z.string(),
        details: z.string().optional(),
        code: z.union([codeRefusal, agreementRefusal]).optional(),
        meta: z.strictObject({ 'attempts-left': z.int() }).optional(),
      }),
    )
    .min(1),
})

export const errorsSchema = (): Schema => ({
  ...annotate(toJsonSchema(errorsDocument, 'output'), { resource: [], parent: '' }),
  description:
    'Why a request was refused: an entry for each thing that is wrong. Values that were sent never appear.',
})

interface Refusal {
  description: string
  /** What is wrong in the example. */
  example: string
}

/** What each refusal means. `method_not_allowed`, `request_timeout` and `internal` are nobody's in particular. */
const REFUSALS: Readonly<Partial<Record<ApiErrorCode, Refusal>>> = {
  bad_request: {
    description: 'Something in the request is missing, unknown or not of its type.',
    example: 'data.attributes.source-id is missing',
  },
  unauthorized: {
    description:
      'There is no key or secret, or it is not valid or not valid any more. All of these are answered alike.',
    example: '',
  },
  forbidden: {
    description:
      'The key lacks the permission, the operation is for the other side, or production needs an agreement that is not signed (`code`).',
    example: 'the API key lacks the permission connect.create',
  },
  not_found: {
    description: 'There is no such object here. An object of somebody else is answered in the same words.',
    example: '',
  },
  conflict: {
    description:
      'The state of an object does not allow it, or the Idempotency-Key has been used for another request.',
    example: 'Idempotency-Key has been used for another request',
  },
  payload_too_large: { description: 'The body is larger than is read.', example: 'the body is too large' },
  unsupported_media_type: {
    description: 'The body is of another type than is read.',
    example: 'the body must be application/json',
  },
  unprocessable: {
    description:
      'Each part of the request is well-formed, but they do not go together, or name an object that is not there.',
    example: 'data.attributes.connection-id is not found',
  },
  bad_gateway: {
    description: 'A service that this operation needs did not answer. What was asked for has not happened.',
    example: 'the code could not be delivered; try again',
  },
  unavailable: {
    description:
      'The store is away, or others kept changing what this request is about. Ask again after Retry-After, with the same ' +
      'Idempotency-Key: what has happened all the same is then answered, and not done twice.',
    example: 'the store did not answer: try again',
  },
  too_many_requests: {
    description: 'The key has made more requests in this minute than it may, or too many are under way.',
    example: 'more than 300 requests a minute; try again in 12 s',
  },
}

const isCode = (code: string): code is ApiErrorCode => Object.hasOwn(REFUSALS, code)

/** The refusals as components of the document, by their code. */
export function refusalResponses(): Record<string, Response> {
  const entries = Object.entries(REFUSALS).flatMap(([code, refusal]) =>
    isCode(code) && refusal ? [[code, toResponse(code, refusal)] as const] : [],
  )
  return Object.fromEntries(entries)
}

function toResponse(code: ApiErrorCode, { description, example }: Refusal): Response {
  const { body } = new ApiError(code, example === '' ? [] : example)
  return {
    description,
    headers: {
      'Request-Id': { $ref: '#/components/headers/Request-Id' },
      ...(code === 'too_many_requests'
        ? { 'Retry-After': { $ref: '#/components/headers/Retry-After' } }
        : {}),
    },
    content: { 'application/json': { schema: { $ref: '#/components/schemas/errors' }, example: body } },
  }
}

const integer: Schema = { type: 'integer', minimum: 0 }

/** The headers that answers carry. */
export const HEADERS: Readonly<Record<string, Header>> = {
  'Request-Id': {
    description: 'The name of this one request, for questions about it.',
    schema: { type: 'string' },
  },
  'Persona-Version': {
    description: 'The version of the published API that is spoken here.',
    schema: { type: 'string', format: 'date' },
  },
  'RateLimit-Limit': { description: 'How many requests a minute the key may make.', schema: integer },
  'RateLimit-Remaining': { description: 'How many of them are left.', schema: integer },
  'RateLimit-Reset': { description: 'In how many seconds the minute is over.', schema: integer },
  'Retry-After': { description: 'In how many seconds to try again.', schema: integer },
}
