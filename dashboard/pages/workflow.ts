import { html } from 'lit'
import { openForm } from '../elements/dialog.ts'
import { areaField, textField, textIn } from '../elements/fields.ts'
import { toast } from '../elements/toast.ts'
import type { Workflow } from '../shell/api-types.ts'
import { ObjectPage } from '../shell/object-page.ts'
import { facts } from '../templates/facts.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { moment } from '../templates/moment.ts'
import { runTable } from '../templates/run-table.ts'
import { status } from '../templates/status.ts'
import { stepList, triggerOf } from '../templates/workflow-steps.ts'

/** One workflow, with its steps and its runs. */
export class WorkflowPage extends ObjectPage<Workflow> {
  protected override readonly what = 'Workflow'

  protected override async read(id: string, signal: AbortSignal) {
    return (await this.dash.client.workflows.retrieve(id, { signal })).data
  }

  protected override draw(workflow: Workflow) {
    const { id, attributes } = workflow
    const { condition } = attributes.document
    return html`
      ${head({
        trail: { href: this.dash.at('/workflows'), title: 'Workflows' },
        title: attributes.name,
        words: status(attributes.status),
        actions: this.actions(workflow),
      })}
      <div class="columns">
        <div class="panel">
          <h2>Steps</h2>
          ${stepList(attributes.document)}
          <details><summary>The document</summary><pre tabindex="0" aria-label="The document">${JSON.stringify(attributes.document, null, 2)}</pre></details>
        </div>
        <div class="panel">
          ${facts([
            ['Workflow', identifier(id)],
            ['Starts', triggerOf(attributes.document.trigger)],
            ['Condition', condition === undefined ? null : html`<code>${condition}</code>`],
            ['Created', moment(attributes['created-at'])],
          ])}
        </div>
      </div>
      <section aria-labelledby="runs"><h2 id="runs">Runs</h2>${runTable(this.dash, this.query, id)}</section>
    `
  }

  private actions(workflow: Workflow) {
    if (!this.dash.may('administer') || workflow.attributes.status === 'archived') return null
    const { workflows } = this.dash.client
    return html`
      <wa-button appearance="outlined" @click=${() => this.edit(workflow)}>Edit</wa-button>
      <wa-button variant="danger" appearance="outlined" @click=${() =>
        this.act('Workflow archived', () => workflows.archive(this.objectId), {
          heading: 'Archive this workflow?',
          words: 'Runs under way are stopped, and nothing starts it again. It cannot be taken back.',
          action: 'Archive',
        })}>Archive</wa-button>
      ${
        workflow.attributes.status === 'running'
          ? html`<wa-button appearance="outlined" @click=${() => this.act('Workflow paused', () => workflows.disable(this.objectId))}>Pause</wa-button>`
          : html`<wa-button variant="brand" @click=${() => this.act('Workflow enabled', () => workflows.enable(this.objectId))}>Enable</wa-button>`
      }
    `
  }

  private async edit({ id, attributes }: Workflow) {
    const isDone = await openForm({
      heading: 'Edit the workflow',
      action: 'Publish',
      body: html`
        <p class="quiet">Runs under way keep the version that they began with.</p>
        ${textField({ label: 'Name', name: 'name', value: attributes.name, required: true })}
        ${areaField({ label: 'Document', name: 'document', rows: 18, required: true, value: JSON.stringify(attributes.document, null, 2) })}
      `,
      submit: data =>
        this.dash.client.workflows.update(id, {
          name: textIn(data, 'name') ?? '',
          document: JSON.parse(textIn(data, 'document') ?? ''),
        }),
    })
    if (!isDone) return
    toast('Workflow published')
    await this.object.run()
  }
}
