import { findInquiry } from '../store/inquiries.ts'
import { findLatestVersion } from '../store/templates.ts'
import { findVerification } from '../store/verifications.ts'
import type { Api } from './api.ts'
import type { Resource } from './http/document.ts'
import { readInquiryResources } from './inquiries/inquiry-resource.ts'
import { templateResource } from './templates/template-resource.ts'
import { verificationResource } from './verifications/verification-resource.ts'

/** Reads resources of one type by their identifiers, as far as they are this environment's. */
export type Loader = (api: Api, environmentId: string, ids: string[]) => Promise<Resource[]>

/** One by one: a document refers to few. */
const each =
  <Row>(
    find: (api: Api, environmentId: string, id: string) => Promise<Row | undefined>,
    toResource: (row: Row) => Resource,
  ): Loader =>
  async (api, environmentId, ids) => {
    const rows = await Promise.all(ids.map(id => find(api, environmentId, id)))
    return rows.filter(row => row !== undefined).map(toResource)
  }

/** What `include` can bring, by the type or the beginning of it. */
export const loaders: readonly [string, Loader][] = [
  ['verification', each((api, env, id) => findVerification(api.store.db, env, id), verificationResource)],
  ['inquiry-template', each((api, env, id) => findLatestVersion(api.store.db, env, id), templateResource)],
  [
    'inquiry',
    async (api, env, ids) => {
      const rows = await Promise.all(ids.map(id => findInquiry(api.store.db, env, id)))
      const found = rows.filter(row => row !== undefined)
      return readInquiryResources(api, api.store.db, env, found)
    },
  ],
]
