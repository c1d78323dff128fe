import type { dryRunBody, dryRunSchema } from '../../server/api/workflows/dry-run.ts'
import type { triggerBody } from '../../server/api/workflows/trigger.ts'
import type { signingSecretMeta, workflowSchema } from '../../server/api/workflows/workflow-resource.ts'
import type { runSchema } from '../../server/api/workflows/workflow-run-resource.ts'
import type { listParameters as runParameters } from '../../server/api/workflows/workflow-runs.ts'
import type { workflowVersionSchema } from '../../server/api/workflows/workflow-version-resource.ts'
import type { versionListParameters } from '../../server/api/workflows/workflow-versions.ts'
import type { changes, createBody, listParameters } from '../../server/api/workflows/workflows.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, Single, WithMeta } from '../types.ts'

type Workflow = typeof workflowSchema

/** What the environment does by itself when something happens. */
export function workflows(http: Http) {
  const at = endpoints(http, '/workflows')
  return {
    list: at.list<Workflow, typeof listParameters>(),
    all: at.all<Workflow, typeof listParameters>(),
    /** Paused; the secret that signs its calls is told once. */
    create: at.create<
      AttributesOf<typeof createBody>,
      WithMeta<Single<Workflow>, typeof signingSecretMeta>
    >(),
    retrieve: at.retrieve<Workflow>(),
    update: at.update<AttributesOf<typeof changes>, Workflow>(),
    enable: at.act<Single<Workflow>>('enable'),
    disable: at.act<Single<Workflow>>('disable'),
    archive: at.act<Single<Workflow>>('archive'),
    /** What a run would do and what would refuse it; nothing is done. */
    dryRun: at.actWith<AttributesOf<typeof dryRunBody>, Single<typeof dryRunSchema>>('dry-run'),
    /** Starts a run about the object that the fields name. */
    trigger: at.actWith<AttributesOf<typeof triggerBody>, Single<typeof runSchema>>('trigger'),
  }
}

/** Every document that a workflow has had. */
export function workflowVersions(http: Http) {
  const at = endpoints(http, '/workflow-versions')
  return {
    list: at.list<typeof workflowVersionSchema, typeof versionListParameters>(),
    all: at.all<typeof workflowVersionSchema, typeof versionListParameters>(),
  }
}

/** What came of each run of a workflow, step by step. */
export function workflowRuns(http: Http) {
  const at = endpoints(http, '/workflow-runs')
  return {
    list: at.list<typeof runSchema, typeof runParameters>(),
    all: at.all<typeof runSchema, typeof runParameters>(),
    retrieve: at.retrieve<typeof runSchema>(),
  }
}
