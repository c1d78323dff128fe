import type { linkBody } from '../../server/api/inquiries/continue.ts'
import type { listParameters } from '../../server/api/inquiries/inquiries.ts'
import type { inquirySchema } from '../../server/api/inquiries/inquiry-resource.ts'
import type { newInquiryBody, newInquiryMeta } from '../../server/api/inquiries/new-inquiry.ts'
import type { reviewBody } from '../../server/api/inquiries/review.ts'
import type { simulateBody } from '../../server/api/inquiries/simulate.ts'
import type { updateBody } from '../../server/api/inquiries/update.ts'
import type { tokenMeta } from '../../server/api/inquiry-sessions/inquiry-sessions.ts'
import type { oneTimeLinkMeta } from '../../server/api/inquiry-sessions/one-time-link.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, MetaOf, Single, WithMeta, WriteOptions } from '../types.ts'

type Inquiry = typeof inquirySchema
type Review = MetaOf<typeof reviewBody>
type Actions = MetaOf<typeof simulateBody>['simulate-actions']

/** One person's run of an inquiry template. */
export function inquiries(http: Http) {
  const { write, below, ...at } = endpoints(http, '/inquiries')
  /** What is done with something that has to be there, which the API takes as `meta`. */
  const withMeta = (id: string, action: string, meta: object, options?: WriteOptions) =>
    write<Single<Inquiry>>('POST', below(id, action), null, { ...options, meta })
  return {
    list: at.list<Inquiry, typeof listParameters>(),
    all: at.all<Inquiry, typeof listParameters>(),
    create: at.create<
      AttributesOf<typeof newInquiryBody>,
      WithMeta<Single<Inquiry>, typeof newInquiryMeta>,
      MetaOf<typeof newInquiryBody>
    >(),
    retrieve: at.retrieve<Inquiry>(),
    update: at.update<AttributesOf<typeof updateBody>, Inquiry>(),
    /** Erases the personal data; the inquiry stays. */
    redact: at.delete<Inquiry>(),
    approve: at.act<Single<Inquiry>, Review>('approve'),
    decline: at.act<Single<Inquiry>, Review>('decline'),
    markForReview: at.act<Single<Inquiry>, Review>('mark-for-review'),
    expire: at.act<Single<Inquiry>>('expire'),
    resume: at.act<WithMeta<Single<Inquiry>, typeof tokenMeta>>('resume'),
    generateOneTimeLink: at.act<WithMeta<Single<Inquiry>, typeof oneTimeLinkMeta>, MetaOf<typeof linkBody>>(
      'generate-one-time-link',
    ),
    addTag: (id: string, tag: string, options?: WriteOptions) =>
      withMeta(id, 'add-tag', { 'tag-name': tag }, options),
    removeTag: (id: string, tag: string, options?: WriteOptions) =>
      withMeta(id, 'remove-tag', { 'tag-name': tag }, options),
    setTags: (id: string, tags: readonly string[], options?: WriteOptions) =>
      withMeta(id, 'set-tags', { 'tag-name': tags }, options),
    /** In the sandbox only. */
    simulate: (id: string, actions: Actions, options?: WriteOptions) =>
      withMeta(id, 'perform-simulate-actions', { 'simulate-actions': actions }, options),
  }
}
