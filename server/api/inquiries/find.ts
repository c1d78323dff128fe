import { findInquiry, type Inquiry } from '../../store/inquiries.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import type { Resource } from '../http/document.ts'
import type { Call } from '../http/keyed.ts'
import { readInquiryResources } from './inquiry-resource.ts'

type Doing = Pick<Call<unknown, unknown>, 'caller' | 'db'>

/** An inquiry of the caller's. Throws `not_found` where there is none. */
export async function requireInquiry({ caller, db }: Doing, id: string): Promise<Inquiry> {
  const inquiry = await findInquiry(db, caller.environmentId, id)
  if (!inquiry) throw notFound()
  return inquiry
}

/** An inquiry that can still be changed. Throws `conflict` where it has been redacted. */
export async function requireUnredacted(doing: Doing, id: string): Promise<Inquiry> {
  const inquiry = await requireInquiry(doing, id)
  if (inquiry.redacted_at !== null) throw new ApiError('conflict', 'the inquiry has been redacted')
  return inquiry
}

/** The inquiry as it is now, in the published shape. */
export async function readInquiry(api: Api, doing: Doing, id: string): Promise<Resource> {
  const inquiry = await requireInquiry(doing, id)
  const [resource] = await readInquiryResources(api, doing.db, inquiry.environment_id, [inquiry])
  if (!resource) throw notFound()
  return resource
}
