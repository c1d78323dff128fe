import type { body as batchBody, secretsMeta } from '../../server/api/share-tokens/batch.ts'
import type { gapSchema, previewBody } from '../../server/api/share-tokens/preview.ts'
import type { redeemBody } from '../../server/api/share-tokens/redeem.ts'
import type { shareTokenSchema } from '../../server/api/share-tokens/share-token-resource.ts'
import type { createBody, listParameters, secretMeta } from '../../server/api/share-tokens/share-tokens.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, CallOptions, MetaOf, Several, Single, WithMeta, WriteOptions } from '../types.ts'

type ShareToken = typeof shareTokenSchema

/** The right of one destination to redeem one source object once. */
export function shareTokens(http: Http) {
  const { read, write, below, ...at } = endpoints(http, '/connect/share-tokens')
  return {
    list: at.list<ShareToken, typeof listParameters>(),
    all: at.all<ShareToken, typeof listParameters>(),
    /** As the source. `meta` holds the secret form, which is told once. */
    create: at.create<AttributesOf<typeof createBody>, WithMeta<Single<ShareToken>, typeof secretMeta>>(),
    /** As the source: a token for each object, all of them or none. */
    createBatch: (attributes: AttributesOf<typeof batchBody>, options?: WriteOptions) =>
      write<WithMeta<Several<ShareToken>, typeof secretsMeta>>('POST', below('batch'), attributes, options),
    retrieve: at.retrieve<ShareToken>(),
    /** As the destination: what the source object holds, by presence and type. */
    peek: (id: string, options?: CallOptions) =>
      read<Single<ShareToken>>(below(id), { ...options, parameters: { 'peek-source-data': 'true' } }),
    /** As the destination: what a redemption into a template would leave missing. */
    preview: at.actWith<AttributesOf<typeof previewBody>, Single<typeof gapSchema>>('preview'),
    /** As the destination. Without a `destination-id`, the source object is cloned. */
    redeem: at.actWith<AttributesOf<typeof redeemBody>, Single<ShareToken>, MetaOf<typeof redeemBody>>(
      'redeem',
    ),
    /** As the source. */
    expire: at.act<Single<ShareToken>>('expire'),
  }
}
