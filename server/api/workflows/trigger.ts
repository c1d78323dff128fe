import { z } from 'zod'
import { findInquiry } from '../../store/inquiries.ts'
import { readJson } from '../../store/json.ts'
import { findShareToken } from '../../store/share-tokens.ts'
import type { Db } from '../../store/store.ts'
import { startRun } from '../../store/workflow-runs.ts'
import { findWorkflow, getWorkflowVersion } from '../../store/workflows.ts'
import { subjectOf, workflowDocument } from '../../workflows/document.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { runResource, runSchema } from './workflow-run-resource.ts'

const id = z.string().max(64)

/** What a run is about, and nothing else: no value of a person is kept with a run. */
export const triggerFields = z.strictObject({ 'inquiry-id': id.optional(), 'share-token-id': id.optional() })

export const triggerBody = attributesOf(z.strictObject({ fields: triggerFields }))

/** `POST /workflows/{id}/trigger`, as published: starts a run of a workflow whose trigger is a call. */
export const triggerRoute = (api: Api): Route =>
  writing(api, 'post', '/workflows/:id/trigger', {
    summary: 'Start a run of a workflow that is started by calls',
    permission: 'workflow.write',
    body: triggerBody,
    answers: { 200: documentOf(runSchema) },
    async answer({ caller, db, id: workflowId, body }) {
      const { environmentId } = caller
      const workflow = await findWorkflow(db, environmentId, workflowId)
      if (!workflow) throw notFound()
      if (workflow.status !== 'running') throw new ApiError('conflict', `the workflow is ${workflow.status}`)
      const version = await getWorkflowVersion(db, environmentId, workflow.latest_version_id)
      const document = readJson(workflowDocument, version.document_json)
      const { trigger } = document
      if (trigger.type !== 'api') throw new ApiError('conflict', 'the workflow is not started by calls')
      const objectId = await objectOf(db, caller, subjectOf(trigger), body.data.attributes.fields)
      const cause = { eventId: null, dueAt: null, objectId, depth: 0 }
      const run = { environmentId, workflowId, versionId: version.id, ...cause }
      return ok({ data: runResource(await startRun(db, run, api.clock()), document, []) })
    },
  })

/** The object that the fields name, which has to be the caller's and of the kind that the workflow is about. */
export async function objectOf(
  db: Db,
  { environmentId }: Pick<Caller, 'environmentId'>,
  about: ReturnType<typeof subjectOf>,
  given: z.infer<typeof triggerFields>,
): Promise<string | null> {
  const { 'inquiry-id': inquiryId, 'share-token-id': tokenId } = given
  const wrong = (name: string, what: string) =>
    new ApiError('unprocessable', `data.attributes.fields.${name} ${what}`)
  if (inquiryId !== undefined && about !== 'inquiry') throw wrong('inquiry-id', 'is not for this workflow')
  if (tokenId !== undefined && about !== 'share-token')
    throw wrong('share-token-id', 'is not for this workflow')
  if (about === 'nothing') return null
  if (about === 'inquiry') {
    const found = inquiryId !== undefined && (await findInquiry(db, environmentId, inquiryId))
    if (!found) throw wrong('inquiry-id', 'is not found')
    return found.id
  }
  const found = tokenId !== undefined && (await findShareToken(db, environmentId, tokenId))
  if (!found) throw wrong('share-token-id', 'is not found')
  return found.id
}
