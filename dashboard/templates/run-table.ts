import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import type { WorkflowRun } from '../shell/api-types.ts'
import type { Dash } from '../shell/dash.ts'
import { icon } from '../shell/icons.ts'
import { identifier } from './identifier.ts'
import { moment } from './moment.ts'
import { objectLink } from './object-link.ts'
import { status } from './status.ts'

export const RUN_STATUSES = ['in_progress', 'completed', 'errored', 'skipped', 'stopped'] as const

/** The runs of one workflow, or of all. */
export function runTable(dash: Dash, query: URLSearchParams, workflowId: string | null) {
  const wanted = RUN_STATUSES.find(one => one === query.get('status'))
  const filter = {
    ...(workflowId === null ? {} : { 'workflow-id': workflowId }),
    ...(wanted ? { status: wanted } : {}),
  }
  return dataTable<WorkflowRun>({
    caption: 'Runs',
    columns: [
      { label: 'Run', cell: ({ id }) => identifier(id, dash.at(`/workflow-runs/${id}`)) },
      { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
      { label: 'Workflow', cell: ({ relationships }) => objectLink(dash, relationships?.workflow.data) },
      {
        label: 'About',
        cell: ({ attributes }) => attributes['object-id'] && identifier(attributes['object-id']),
      },
      { label: 'Steps', end: true, cell: ({ attributes }) => attributes.steps.length },
      { label: 'Begun', sorts: true, cell: ({ attributes }) => moment(attributes['created-at'], 'second') },
    ],
    key: JSON.stringify(filter),
    query,
    load: (page, signal, sort) => dash.client.workflowRuns.list({ page, signal, sort, filter }),
    empty: html`${icon('workflows')}<h3>${wanted ? 'None has that status' : 'No runs yet'}</h3>`,
  })
}
