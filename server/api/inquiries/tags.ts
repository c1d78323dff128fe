import { z } from 'zod'
import { recordEvent } from '../../store/events.ts'
import { type Inquiry, updateInquiry } from '../../store/inquiries.ts'
import { readJson, words } from '../../store/json.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { documentOf } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { readInquiry, requireUnredacted } from './find.ts'
import { inquirySchema } from './inquiry-resource.ts'
import { TAGS_MAX, tagName, tagNames } from './tag-names.ts'

/** Tags go by their names here; the published `tag-id` names none. */
const naming = <Name extends z.ZodType>(name: Name) =>
  z.strictObject({ meta: z.strictObject({ 'tag-name': name }) })

/** `/inquiries/{id}/…-tag(s)`: labels that an organization puts on its inquiries. */
export const inquiryTagRoutes = (api: Api): Route[] => [
  tagging(api, 'add-tag', 'Add a tag to an inquiry', naming(tagName), (has, { meta }) => [
    ...new Set([...has, meta['tag-name']]),
  ]),
  tagging(api, 'remove-tag', 'Take a tag from an inquiry', naming(tagName), (has, { meta }) =>
    has.filter(name => name !== meta['tag-name']),
  ),
  tagging(
    api,
    'set-tags',
    'Replace all tags of an inquiry',
    naming(tagNames),
    (_, { meta }) => meta['tag-name'],
  ),
]

function tagging<Body>(
  api: Api,
  action: string,
  summary: string,
  body: z.ZodType<Body>,
  tagsAfter: (has: string[], body: Body) => string[],
): Route {
  return writing(api, 'post', `/inquiries/:id/${action}`, {
    summary,
    permission: 'inquiry.write',
    body,
    answers: { 200: documentOf(inquirySchema) },
    async answer(call) {
      const inquiry = await requireUnredacted(call, call.id)
      const tags = tagsAfter(readJson(words, inquiry.tags_json), call.body)
      await setTags(call.db, inquiry, tags, api.clock())
      return ok({ data: await readInquiry(api, call, call.id) })
    },
  })
}

/** Sets the tags of an inquiry, and tells it where they were others. */
export async function setTags(tx: Db, inquiry: Inquiry, tags: string[], now: number): Promise<void> {
  if (tags.length > TAGS_MAX) {
    throw new ApiError('unprocessable', `an inquiry has at most ${TAGS_MAX} tags`)
  }
  const tagsJson = JSON.stringify(tags)
  if (tagsJson === inquiry.tags_json) return
  await updateInquiry(tx, inquiry, { tags_json: tagsJson, updated_at: now })
  const event = { environmentId: inquiry.environment_id, object: { type: 'inquiry', id: inquiry.id } }
  await recordEvent(tx, { ...event, name: 'inquiry.updated-tags' }, now)
}
