import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import { openForm, openNotice } from '../elements/dialog.ts'
import { areaField, textField, textIn } from '../elements/fields.ts'
import type { Workflow } from '../shell/api-types.ts'
import { buttonIcon, icon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { head } from '../templates/head.ts'
import { identifier, secret } from '../templates/identifier.ts'
import { moment } from '../templates/moment.ts'
import { status } from '../templates/status.ts'
import { triggerOf } from '../templates/workflow-steps.ts'

/** What a new workflow begins as: a document that is right, to be changed. */
const BEGINNING = {
  trigger: { type: 'event', event: 'inquiry.completed' },
  steps: [{ type: 'tag', name: 'tag-it', 'tag-name': 'completed' }],
}

/** Workflows: what the environment does by itself. */
export class WorkflowsPage extends ListPage {
  protected override render() {
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
        key: String(this.done),
        query: this.query,
        load: (page, signal, sort) => this.dash.client.workflows.list({ page, signal, sort }),
        empty: html`${icon('workflows')}<h2>No workflows yet</h2><p>One can share every completed inquiry with a partner, or redeem every token that arrives.</p>`,
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
