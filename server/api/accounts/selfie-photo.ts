import { z } from 'zod'
import { FILE_BYTES_MAX } from '../../connect/document-pages.ts'
import type { Photo } from '../../store/account-photos.ts'
import { typeOf } from '../../verification/file-type.ts'
import { ApiError } from '../http/api-error.ts'

/** Bytes in base64 (RFC 4648, section 4). */
const base64 = z
  .string()
  .max(Math.ceil(FILE_BYTES_MAX / 3) * 4)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
  .meta({ contentEncoding: 'base64', description: 'The JPEG or PNG in base64.' })

/** The photo of an account's person, as published. With `data` null, an account loses the one that it has. */
export const selfiePhoto = z.strictObject({
  data: z
    .strictObject({
      data: base64,
      /** Taken and left alone: the name of a file may tell something of the person. */
      filename: z.string().max(255).optional(),
    })
    .nullish(),
})

const PICTURES: readonly (string | null)[] = ['image/jpeg', 'image/png']

/**
 * The photo that a request gives; null where it takes the photo away, undefined where it says nothing of it. Throws
 * `unprocessable` where it is no picture, by its content, or larger than a file may be.
 */
export function photoIn(given: z.infer<typeof selfiePhoto> | undefined): Photo | null | undefined {
  if (!given || given.data === undefined) return undefined
  if (given.data === null) return null
  const bytes = Buffer.from(given.data.data, 'base64')
  const contentType = typeOf(bytes)
  if (
    contentType === null ||
    !PICTURES.includes(contentType) ||
    bytes.toString('base64') !== given.data.data
  ) {
    throw new ApiError('unprocessable', 'data.attributes.selfie-photo must be a JPEG or a PNG in base64')
  }
  if (bytes.length > FILE_BYTES_MAX) {
    throw new ApiError(
      'unprocessable',
      `data.attributes.selfie-photo is too large: at most ${FILE_BYTES_MAX} bytes`,
    )
  }
  return { contentType, bytes }
}
