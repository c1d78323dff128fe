import { z } from 'zod'
import { newId } from '../../ids.ts'
import { recordEvent } from '../../store/events.ts'
import { readJson } from '../../store/json.ts'
import type { Db } from '../../store/store.ts'
import { stopRuns } from '../../store/workflow-runs.ts'
import {
  countRunning,
  findWorkflow,
  getWorkflowVersion,
  insertWorkflow,
  insertWorkflowVersion,
  listWorkflows,
  sealOfWorkflow,
  updateWorkflow,
  versionsOf,
  type Workflow,
  type WorkflowChange,
  type WorkflowVersion,
} from '../../store/workflows.ts'
import { newWebhookSecret } from '../../webhooks/secret.ts'
import { type WorkflowDocument, workflowDocument } from '../../workflows/document.ts'
import { nextDueOf } from '../../workflows/start-due.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf, noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf, searchFilter } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { requirePublishable } from './publishable.ts'
import { triggerRoute } from './trigger.ts'
import { signingSecretMeta, workflowResource, workflowSchema, workflowStatus } from './workflow-resource.ts'

/** How many workflows of an environment can run: an event looks at each that it triggers. */
const RUNNING_MAX = 50

const name = z.string().trim().min(1).max(100)

export const createBody = attributesOf(z.strictObject({ name, document: workflowDocument }))
export const changes = attributesOf(
  z.strictObject({ name: name.optional(), document: workflowDocument.optional() }),
)

export const listParameters = listQuery({
  'filter[status]': workflowStatus.optional(),
  'filter[search]': searchFilter,
})

/** `/workflows`: what an organization automates. A workflow is made paused; each document is a version of its own. */
export const workflowRoutes = (api: Api): Route[] => [
  reading(api, '/workflows', {
    summary: 'List the workflows of this environment',
    permission: 'workflow.read',
    query: listParameters,
    answers: { 200: listOf(workflowSchema) },
    async answer({ caller, db, query, req }) {
      const filter = { status: query['filter[status]'], search: query['filter[search]'] }
      const page = await listWorkflows(db, caller.environmentId, filter, pageOf(query))
      const wanted = page.rows.map(row => row.latest_version_id)
      const versions = new Map(
        (await versionsOf(db, caller.environmentId, wanted)).map(version => [version.id, version]),
      )
      const rows = page.rows.flatMap(row => {
        const version = versions.get(row.latest_version_id)
        return version ? [{ id: row.id, row, version }] : []
      })
      const toResource = (one: (typeof rows)[number]) => workflowResource(one.row, one.version)
      return ok(listDocument({ ...page, rows }, req, toResource))
    },
  }),
  writing(api, 'post', '/workflows', {
    summary: 'Create a workflow, paused; the secret that signs its calls is shown once',
    permission: 'workflow.write',
    body: createBody,
    answers: { 201: documentOf(workflowSchema, signingSecretMeta) },
    async answer({ caller, db, body }) {
      const given = body.data.attributes
      requirePublishable(api, caller, given.document)
      const now = api.clock()
      const id = newId('workflow')
      const version = versionOf(caller, id, given.document, now)
      const secret = newWebhookSecret()
      const workflow: Workflow = {
        id,
        environment_id: caller.environmentId,
        name: given.name,
        status: 'paused',
        latest_version_id: version.id,
        trigger_event: eventOf(given.document),
        next_due_at: null,
        sealed_secret: sealOfWorkflow(await api.vault.of(db, caller.environmentId), id, secret),
        created_at: now,
        updated_at: now,
      }
      await insertWorkflow(db, workflow)
      await publishVersion(db, version, now)
      return created({ data: workflowResource(workflow, version), meta: { 'signing-secret': secret } })
    },
  }),
  reading(api, '/workflows/:id', {
    summary: 'Retrieve a workflow with its document',
    permission: 'workflow.read',
    query: noQuery,
    answers: { 200: documentOf(workflowSchema) },
    answer: async ({ caller, db, id }) => ok({ data: await shown(db, await find(db, caller, id)) }),
  }),
  writing(api, 'patch', '/workflows/:id', {
    summary: 'Rename a workflow, or publish another version of it; runs under way keep theirs',
    permission: 'workflow.write',
    body: changes,
    answers: { 200: documentOf(workflowSchema) },
    async answer({ caller, db, id, body }) {
      const workflow = await findLive(db, caller, id)
      const { name: newName, document } = body.data.attributes
      const published = document ? await publish(api, { caller, db }, workflow, document) : {}
      const renamed = newName === undefined ? {} : { name: newName }
      return ok({ data: await set(api, db, workflow, { ...renamed, ...published }) })
    },
  }),
  writing(api, 'post', '/workflows/:id/enable', {
    summary: 'Let a workflow run from now on',
    permission: 'workflow.write',
    body: noBody,
    answers: { 200: documentOf(workflowSchema) },
    async answer({ caller, db, id }) {
      const workflow = await findLive(db, caller, id)
      const isNew = workflow.status !== 'running'
      if (isNew && (await countRunning(db, caller.environmentId)) >= RUNNING_MAX) {
        throw new ApiError('conflict', `${RUNNING_MAX} workflows are running already`)
      }
      const isDue = isNew ? { next_due_at: await nextDueNow(api, db, workflow) } : {}
      return ok({ data: await set(api, db, workflow, { ...isDue, status: 'running' }) })
    },
  }),
  writing(api, 'post', '/workflows/:id/disable', {
    summary: 'Pause a workflow: nothing starts it; runs under way go on',
    permission: 'workflow.write',
    body: noBody,
    answers: { 200: documentOf(workflowSchema) },
    async answer({ caller, db, id }) {
      const workflow = await findLive(db, caller, id)
      return ok({ data: await set(api, db, workflow, { status: 'paused', next_due_at: null }) })
    },
  }),
  writing(api, 'post', '/workflows/:id/archive', {
    summary: 'Archive a workflow for good; runs under way are stopped',
    permission: 'workflow.write',
    body: noBody,
    answers: { 200: documentOf(workflowSchema) },
    async answer({ caller, db, id }) {
      const workflow = await find(db, caller, id)
      await stopRuns(db, workflow.id, api.clock())
      return ok({ data: await set(api, db, workflow, { status: 'archived', next_due_at: null }) })
    },
  }),
  triggerRoute(api),
]

async function find(db: Db, caller: Caller, id: string): Promise<Workflow> {
  const workflow = await findWorkflow(db, caller.environmentId, id)
  if (!workflow) throw notFound()
  return workflow
}

async function findLive(db: Db, caller: Caller, id: string): Promise<Workflow> {
  const workflow = await find(db, caller, id)
  if (workflow.status === 'archived') throw new ApiError('conflict', 'the workflow is archived')
  return workflow
}

const shown = async (db: Db, workflow: Workflow) =>
  workflowResource(
    workflow,
    await getWorkflowVersion(db, workflow.environment_id, workflow.latest_version_id),
  )

async function set(api: Api, db: Db, workflow: Workflow, change: WorkflowChange) {
  const whole = { ...change, updated_at: api.clock() }
  await updateWorkflow(db, workflow, whole)
  return shown(db, { ...workflow, ...whole })
}

async function publish(
  api: Api,
  { caller, db }: Pick<Call<unknown, undefined>, 'caller' | 'db'>,
  workflow: Workflow,
  document: WorkflowDocument,
): Promise<WorkflowChange> {
  requirePublishable(api, caller, document)
  const now = api.clock()
  const version = versionOf(caller, workflow.id, document, now)
  await publishVersion(db, version, now)
  const dueAt = workflow.status === 'running' ? nextDueOf(document, now) : null
  return { latest_version_id: version.id, trigger_event: eventOf(document), next_due_at: dueAt }
}

async function publishVersion(db: Db, version: WorkflowVersion, now: number): Promise<void> {
  await insertWorkflowVersion(db, version)
  const object = { type: 'workflow', id: version.workflow_id }
  const attributes = { 'workflow-version-id': version.id }
  const event = {
    environmentId: version.environment_id,
    name: 'workflow.published',
    object,
    attributes,
  } as const
  await recordEvent(db, event, now)
}

/** When a workflow that is let run now is due first. */
async function nextDueNow(api: Api, db: Db, workflow: Workflow): Promise<number | null> {
  const version = await getWorkflowVersion(db, workflow.environment_id, workflow.latest_version_id)
  return nextDueOf(readJson(workflowDocument, version.document_json), api.clock())
}

const versionOf = (
  caller: Caller,
  workflowId: string,
  document: WorkflowDocument,
  now: number,
): WorkflowVersion => ({
  id: newId('workflow-version'),
  environment_id: caller.environmentId,
  workflow_id: workflowId,
  document_json: JSON.stringify(document),
  creator_id: caller.id,
  created_at: now,
})

const eventOf = ({ trigger }: WorkflowDocument): string | null =>
  trigger.type === 'event' ? trigger.event : null
