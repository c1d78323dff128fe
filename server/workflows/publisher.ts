import type { WorkflowCaller } from '../api/http/caller.ts'
import { permissionsOf } from '../api/http/roles.ts'
import { isId } from '../ids.ts'
import { findApiKey } from '../store/api-keys.ts'
import { readJson, words } from '../store/json.ts'
import { findOperator } from '../store/operators.ts'
import { getEnvironment } from '../store/organizations.ts'
import type { Db } from '../store/store.ts'
import type { WorkflowRun } from '../store/workflow-runs.ts'
import type { WorkflowStep } from './document.ts'
import { NEEDED } from './permissions.ts'

/** The API key, or the operator at the dashboard, in whose name a run acts: as they are now. */
export interface Publisher {
  id: string
  /** A key that has expired, or a person who has been removed. */
  isGone: boolean
  permissions: readonly string[]
}

export async function publisherOf(
  tx: Db,
  environmentId: string,
  id: string,
  now: number,
): Promise<Publisher> {
  const permissions = isId('operator', id)
    ? await permissionsOfOperator(tx, environmentId, id)
    : await permissionsOfKey(tx, environmentId, id, now)
  return { id, isGone: permissions === null, permissions: permissions ?? [] }
}

async function permissionsOfOperator(tx: Db, environmentId: string, id: string) {
  const { organization_id: organizationId } = await getEnvironment(tx, environmentId)
  const operator = await findOperator(tx, organizationId, id)
  return operator ? permissionsOf(operator.role) : null
}

async function permissionsOfKey(tx: Db, environmentId: string, id: string, now: number) {
  const key = await findApiKey(tx, environmentId, id)
  const isLive = key && (key.expires_at === null || key.expires_at > now)
  return isLive ? readJson(words, key.permissions_json) : null
}

/**
 * Why a run may do no more; null where it may. Who takes a key or a role back takes back what it has set going: nothing is
 * done in the name of somebody who could not do it now.
 */
export function refusalOf(
  { isGone, permissions }: Publisher,
  step: WorkflowStep | undefined,
): 'publisher_gone' | 'publisher_not_allowed' | null {
  if (isGone) return 'publisher_gone'
  const needed = step ? NEEDED[step.type] : []
  return needed.every(one => permissions.includes(one)) ? null : 'publisher_not_allowed'
}

/** The organization, by who published the version. */
export async function callerOf(
  tx: Db,
  { id: runId, environment_id: environmentId }: Pick<WorkflowRun, 'id' | 'environment_id'>,
  { id, permissions }: Publisher,
): Promise<WorkflowCaller> {
  const environment = await getEnvironment(tx, environmentId)
  return {
    kind: 'workflow',
    id,
    runId,
    organizationId: environment.organization_id,
    environmentId,
    environmentKind: environment.kind,
    inflection: 'kebab',
    permissions,
  }
}
