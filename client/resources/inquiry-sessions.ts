import type { inquirySessionSchema } from '../../server/api/inquiry-sessions/inquiry-session-resource.ts'
import type {
  createBody,
  listParameters,
  tokenMeta,
} from '../../server/api/inquiry-sessions/inquiry-sessions.ts'
import type { oneTimeLinkMeta } from '../../server/api/inquiry-sessions/one-time-link.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, Several, Single, WithMeta, WriteOptions } from '../types.ts'

type InquirySession = typeof inquirySessionSchema

/** One sitting of a person at an inquiry. */
export function inquirySessions(http: Http) {
  const { write, below, ...at } = endpoints(http, '/inquiry-sessions')
  return {
    list: at.list<InquirySession, typeof listParameters>(),
    all: at.all<InquirySession, typeof listParameters>(),
    create: at.create<AttributesOf<typeof createBody>, WithMeta<Single<InquirySession>, typeof tokenMeta>>(),
    retrieve: at.retrieve<InquirySession>(),
    expire: at.act<Single<InquirySession>>('expire'),
    /** Every session that is under way of these inquiries. */
    expireAll: (inquiryIds: readonly string[], options?: WriteOptions) =>
      write<Several<InquirySession>>('POST', below('expire-all'), null, {
        ...options,
        meta: { 'inquiry-ids': inquiryIds },
      }),
    generateOneTimeLink:
      at.act<WithMeta<Single<InquirySession>, typeof oneTimeLinkMeta>>('generate-one-time-link'),
  }
}
