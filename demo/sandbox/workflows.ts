import type { ServerApi } from '../../server/api/api.ts'
import { newId } from '../../server/ids.ts'
import type { Db } from '../../server/store/store.ts'
import { insertWorkflow, insertWorkflowVersion, sealOfWorkflow } from '../../server/store/workflows.ts'
import { newWebhookSecret } from '../../server/webhooks/secret.ts'
import type { WorkflowDocument } from '../../server/workflows/document.ts'

interface Side {
  environmentId: string
  apiKeyId: string
}

/** Makes a workflow that is paused until somebody lets it run; its identifier. */
export async function makeWorkflow(
  tx: Db,
  api: ServerApi,
  { environmentId, apiKeyId }: Side,
  name: string,
  document: WorkflowDocument,
  now: number,
): Promise<string> {
  const id = newId('workflow')
  const versionId = newId('workflow-version')
  const vault = await api.vault.of(tx, environmentId)
  await insertWorkflow(tx, {
    id,
    environment_id: environmentId,
    name,
    status: 'paused',
    latest_version_id: versionId,
    trigger_event: document.trigger.type === 'event' ? document.trigger.event : null,
    next_due_at: null,
    sealed_secret: sealOfWorkflow(vault, id, newWebhookSecret()),
    created_at: now,
    updated_at: now,
  })
  await insertWorkflowVersion(tx, {
    id: versionId,
    environment_id: environmentId,
    workflow_id: id,
    document_json: JSON.stringify(document),
    creator_id: apiKeyId,
    created_at: now,
  })
  return id
}
