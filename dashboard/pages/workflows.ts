import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import { openForm, openNotice } from '../elements/dialog.ts'
import { areaField, textField, textIn } from '../elements/fields.ts'
import type { Workflow } from '../shell/api-types.ts'
import { buttonIcon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier, secret } from '../templates/identifier.ts'
import { isNarrow, oneOf, searchIn } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { status } from '../templates/status.ts'
import { triggerOf } from '../templates/workflow-steps.ts'

/** What a new workflow begins as: a document that is right, to be changed. */
const BEGINNING = {
  trigger: { type: 'event', event: 'inquiry.completed' },
  steps: [{ type: 'tag', name: 'tag-it', 'tag-name': 'completed' }],
}

const STATUSES = ['paused', 'running', 'archived'] as const

/** Workflows: what the environment does by itself. */
export class WorkflowsPage extends ListPage {
  protected override render() {
    const { query } = this
    const wanted = oneOf(query, 'status', STATUSES)
    const search = searchIn(query)
    const filter = { ...(wanted ? { status: wanted } : {}), ...(search ? { search } : {}) }
    return html`<section class="page">
      ${head({
        title: 'Workflows',
        words: 'What is done by itself when something happens, step after step.',
        actions: html`
          <wa-button appearance="outlined" href=${this.dash.at('/workflow-runs')}>All runs</wa-button>
          ${
            this.dash.may('administer')
              ? html`<wa-button variant="brand" @click=${this.create}>${buttonIcon('plus')}New workflow</wa-button>`
              : ''
          }
        `,
      })}
      <div class="filter-row">
        ${filters(query, [{ name: 'status', label: 'Status', choices: STATUSES }])}
        ${finder({
          query,
          label: 'Search workflows',
          placeholder: 'Name or ID',
          object: { prefix: 'wfl_', at: id => this.dash.at(`/workflows/${id}`) },
        })}
      </div>
      ${dataTable<Workflow>({
        caption: 'Workflows',
        columns: [
          {
            label: 'Name',
            cell: ({ id, attributes }) =>
              html`<a href=${this.dash.at(`/workflows/${id}`)}>${attributes.name}</a>`,
          },
          { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
          { label: 'Starts', cell: ({ attributes }) => triggerOf(attributes.document.trigger) },
          { label: 'Steps', end: true, cell: ({ attributes }) => attributes.document.steps.length },
          { label: 'Workflow', cell: ({ id }) => identifier(id) },
          {
            label: 'Created',
            sorts: true,
            cell: ({ attributes }) => moment(attributes['created-at'], 'day'),
          },
        ],
        key: `${JSON.stringify(filter)} ${this.done}`,
        query,
        load: (page, signal, sort) => this.dash.client.workflows.list({ page, signal, sort, filter }),
        empty: nothingHere({
          drawing: 'workflows',
          isNarrowed: isNarrow(filter),
          title: 'No workflows yet',
          words: 'One can share every completed inquiry with a partner, or redeem every token that arrives.',
        }),
      })}
    </section>`
  }

  private readonly create = async () => {
    let value = ''
    const isDone = await openForm({
      heading: 'New workflow',
      action: 'Create',
      body: html`
        ${textField({ label: 'Name', name: 'name', required: true })}
        ${areaField({ label: 'Document', name: 'document', rows: 16, required: true, value: JSON.stringify(BEGINNING, null, 2) })}
      `,
      submit: async data => {
        const made = await this.dash.client.workflows.create({
          name: textIn(data, 'name') ?? '',
          document: JSON.parse(textIn(data, 'document') ?? ''),
        })
        value = made.meta['signing-secret']
      },
    })
    if (!isDone) return
    this.refresh()
    await openNotice(
      'The signing secret',
      html`<p>Verify the workflow’s calls with it. It is shown only this once. The workflow is paused until you enable it.</p>
        ${secret(value, 'the signing secret')}`,
    )
  }
}
