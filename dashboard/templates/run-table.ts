import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import type { WorkflowRun } from '../shell/api-types.ts'
import type { Dash } from '../shell/dash.ts'
import { filters } from './filters.ts'
import { finder } from './finder.ts'
import { identifier } from './identifier.ts'
import { commonFilter, DAYS, isNarrow, oneOf } from './list-filter.ts'
import { moment } from './moment.ts'
import { nothingHere } from './nothing-here.ts'
import { objectLink } from './object-link.ts'
import { status } from './status.ts'

const STATUSES = ['in_progress', 'completed', 'errored', 'skipped', 'stopped'] as const

/** The runs of one workflow, or of all, and what narrows them. */
export function runTable(dash: Dash, query: URLSearchParams, workflowId: string | null) {
  const wanted = oneOf(query, 'status', STATUSES)
  const narrowing = { ...(wanted ? { status: wanted } : {}), ...commonFilter(query) }
  const filter = { ...narrowing, ...(workflowId === null ? {} : { 'workflow-id': workflowId }) }
  const table = dataTable<WorkflowRun>({
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
    empty: nothingHere({
      drawing: 'workflows',
      isNarrowed: isNarrow(narrowing),
      title: 'No runs yet',
      level: workflowId === null ? 2 : 3,
    }),
  })
  return html`<div class="filter-row">
      ${filters(query, [{ name: 'status', label: 'Status', choices: STATUSES }, ...DAYS])}
      ${finder({
        query,
        label: 'Search runs',
        placeholder: 'ID, reference or workflow',
        object: { prefix: 'wfr_', at: id => dash.at(`/workflow-runs/${id}`) },
      })}
    </div>
    ${table}`
}
