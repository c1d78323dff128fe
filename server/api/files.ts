import type { Request, RequestHandler } from 'express'
import { findLinkedFile, readFileBytes } from '../store/files.ts'
import { transaction } from '../store/store.ts'
import type { Api } from './api.ts'
import { EXTENSIONS, fileName } from './documents/file-link.ts'
import { isFileToken } from './documents/file-token.ts'
import { ApiError, notFound } from './http/api-error.ts'

/**
 * `/files/{id}/{name}?access_token=…`: a file, for whoever holds its link. Pictures are drawn anew: what a stranger has
 * hidden in one reaches nobody's browser; one that cannot be drawn is refused with 422. Other files are as they came.
 * A link that has expired, that nobody here has issued or whose file has been erased is answered as if there had never
 * been one.
 */
export const serveFile =
  (api: Api): RequestHandler =>
  async (req, res) => {
    const { bytes: stored, contentType, name } = await openLinked(api, req)
    const bytes = contentType.startsWith('image/') ? await drawnAnew(api, stored) : stored
    res.set({
      'Content-Type': EXTENSIONS.has(contentType) ? contentType : 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"`,
      // Whatever somebody has uploaded runs nowhere, not even opened by itself.
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    })
    res.send(bytes)
  }

async function drawnAnew({ engine }: Api, bytes: Uint8Array): Promise<Buffer> {
  const drawn = await engine.examine('rendition', bytes)
  if (drawn.outcome !== 'read') throw new ApiError('unprocessable', 'the picture cannot be drawn')
  return Buffer.from(drawn.report)
}

function openLinked(api: Api, req: Request) {
  const { id, name } = req.params
  const { access_token: token } = req.query
  if (typeof id !== 'string' || typeof token !== 'string') throw notFound()
  // One transaction: a file that is being erased is there with its bytes, or is not there.
  return transaction(api.everyone, async db => {
    const file = await findLinkedFile(db, id)
    if (!file || name !== fileName(file)) throw notFound()
    const vault = await api.vault.of(db, file.environment_id)
    if (!isFileToken(vault, file.id, token, api.clock())) throw notFound()
    return { bytes: await readFileBytes(db, vault, file), contentType: file.content_type, name }
  })
}
