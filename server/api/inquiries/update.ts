import { z } from 'zod'
import { type Inquiry, updateInquiry } from '../../store/inquiries.ts'
import { getVersion } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { optionalAttributesOf } from '../http/body.ts'
import type { Call } from '../http/keyed.ts'
import { requireUnredacted } from './find.ts'
import { inquiryFields, wellFormedFields, writeInquiryFields } from './inquiry-fields.ts'
import { tagNames } from './tag-names.ts'
import { setTags } from './tags.ts'

/** `PATCH /inquiries/{id}`, as published. */
export const updateBody = optionalAttributesOf(
  z.strictObject({
    note: z.string().max(1000).nullish(),
    fields: inquiryFields,
    tags: tagNames.optional(),
    /** Of the hosted flow, of which there is none here: taken and left alone. */
    'redirect-uri': z.string().max(1000).nullish(),
  }),
  {},
)

/** Changes what the request names of an inquiry, and nothing else. A field that is null is taken away. */
export async function changeInquiry(
  api: Api,
  call: Call<z.infer<typeof updateBody>, undefined>,
): Promise<void> {
  const { db, id, body } = call
  const { note, fields, tags } = body?.data?.attributes ?? {}
  const inquiry = await requireUnredacted(call, id)
  const now = api.clock()
  const values = wellFormedFields(await templateOf(call, inquiry), fields)
  await writeInquiryFields(db, await api.vault.of(db, inquiry.environment_id), id, values)
  await updateInquiry(db, inquiry, { ...(note === undefined ? {} : { note }), updated_at: now })
  if (tags) await setTags(db, inquiry, tags, now)
}

const templateOf = ({ db }: Pick<Call<unknown, unknown>, 'db'>, inquiry: Inquiry) =>
  inquiry.template_version_id ? getVersion(db, inquiry.environment_id, inquiry.template_version_id) : null
