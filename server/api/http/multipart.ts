import type { Request } from 'express'
import { ApiError } from './api-error.ts'
import { readBody } from './read-body.ts'

/** Longest header of a part, in bytes: what a browser sends has a fraction of that. */
const PART_HEADER_BYTES_MAX = 4_096

interface Limits {
  /** Of the whole body, in bytes. */
  bytesMax: number
  partsMax: number
}

/**
 * Reads a `multipart/form-data` body (RFC 7578) within limits. Node's own parser reads a body in one piece; before it
 * does, the body is in memory, is small enough, and has few parts with short headers: parsing what is left takes time
 * in proportion to its size (10 MB in 60 ms). Throws `bad_request` or `payload_too_large`.
 */
export async function readForm(req: Request, { bytesMax, partsMax }: Limits): Promise<FormData> {
  const contentType = req.get('content-type') ?? ''
  const boundary = boundaryOf(contentType)
  if (boundary === null) throw new ApiError('bad_request', 'the Content-Type of the body has no boundary')
  const bytes = await readBody(req, bytesMax)
  requireFewParts(bytes, boundary, partsMax)
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch (cause) {
    throw new ApiError('bad_request', 'the body is not a whole form of multipart/form-data', { cause })
  }
}

/** RFC 2046, section 5.1.1: one to seventy characters, which stand in quotes where they must. */
function boundaryOf(contentType: string): string | null {
  const [, quoted, bare] =
    /;\s*boundary=(?:"([\x20-\x21\x23-\x7e]{1,70})"|([^\s";,]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? []
  return quoted ?? bare ?? null
}

function requireFewParts(bytes: Buffer, boundary: string, partsMax: number): void {
  const delimiter = Buffer.from(`--${boundary}`)
  let parts = 0
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    const header = bytes.subarray(at + delimiter.length, at + delimiter.length + PART_HEADER_BYTES_MAX)
    // The last one has two hyphens behind it, and no part.
    if (header.subarray(0, 2).toString('latin1') === '--') continue
    if (++parts > partsMax) {
      throw new ApiError('payload_too_large', `the body has too many parts: at most ${partsMax}`)
    }
    if (!header.includes('\r\n\r\n') && header.length === PART_HEADER_BYTES_MAX) {
      throw new ApiError('payload_too_large', 'the body has a part with too long a header')
    }
  }
}
