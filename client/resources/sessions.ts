import type { z } from 'zod'
import type { sessionSchema } from '../../server/api/session/session-resource.ts'
import type { codeSchema } from '../../server/api/sessions/sandbox-codes.ts'
import type { createBody, secretMeta } from '../../server/api/sessions/sessions.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, CallOptions, Single, WithMeta } from '../types.ts'

/** One person at one page of the destination. */
export function sessions(http: Http) {
  const at = endpoints(http, '/connect/sessions')
  return {
    /** `meta` holds the client secret, which is told once and is all that the page may hold. */
    create: at.create<
      AttributesOf<typeof createBody>,
      WithMeta<Single<typeof sessionSchema>, typeof secretMeta>
    >(),
    /** The codes that the person would have been sent; in the sandbox only. */
    codes: (id: string, options?: CallOptions) =>
      at.read<{ data: z.output<typeof codeSchema>[] }>(at.below(id, 'codes'), options),
  }
}
