import type { Request } from 'express'
import { ApiError } from './api-error.ts'

/**
 * Reads a body of at most `bytesMax` bytes. Throws `payload_too_large` as soon as it is known to be larger, without
 * having kept more, `unsupported_media_type` where it is compressed, and `bad_request` where it ends early.
 */
export async function readBody(req: Request, bytesMax: number): Promise<Buffer<ArrayBuffer>> {
  if ((req.get('content-encoding') ?? 'identity') !== 'identity') {
    throw new ApiError('unsupported_media_type', 'the body must not be compressed')
  }
  if (Number(req.get('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax)
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      length += chunk.length
      if (length > bytesMax) throw tooLarge(bytesMax)
      chunks.push(chunk)
    }
  } catch (cause) {
    // The rest passes by unread: a client that is still sending would not hear an answer on a connection that ends.
    req.resume()
    if (cause instanceof ApiError) throw cause
    throw new ApiError('bad_request', 'the body has ended early', { cause })
  }
  return Buffer.concat(chunks, length)
}

const tooLarge = (bytesMax: number) =>
  new ApiError('payload_too_large', `the body is too large: at most ${bytesMax} bytes`)
