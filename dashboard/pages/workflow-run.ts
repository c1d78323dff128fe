import { html } from 'lit'
import type { WorkflowRun } from '../shell/api-types.ts'
import { ObjectPage } from '../shell/object-page.ts'
import { facts } from '../templates/facts.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { moment } from '../templates/moment.ts'
import { objectLink } from '../templates/object-link.ts'
import { status, words } from '../templates/status.ts'
import { runSteps } from '../templates/workflow-steps.ts'

/** One run of a workflow, step by step. */
export class WorkflowRunPage extends ObjectPage<WorkflowRun> {
  protected override readonly what = 'Run'

  protected override async read(id: string, signal: AbortSignal) {
    return (await this.dash.client.workflowRuns.retrieve(id, { signal })).data
  }

  protected override draw(run: WorkflowRun) {
    const { id, attributes, relationships } = run
    return html`
      ${head({
        trail: { href: this.dash.at('/workflow-runs'), title: 'Runs' },
        title: 'Run',
        words: status(attributes.status),
        actions: html`<wa-button appearance="outlined" @click=${() => this.object.run()}>Refresh</wa-button>`,
      })}
      <div class="columns">
        <div class="panel"><h2>Steps</h2>${attributes.steps.length === 0 ? html`<p class="quiet">None was begun.</p>` : runSteps(run)}</div>
        <div class="panel">
          ${facts([
            ['Run', identifier(id)],
            ['Workflow', objectLink(this.dash, relationships?.workflow.data)],
            ['About', attributes['object-id'] && identifier(attributes['object-id'])],
            ['Depth', attributes.depth],
            ['Failure', attributes['failure-reason'] && words(attributes['failure-reason'])],
            ['Begun', moment(attributes['created-at'], 'second')],
            ['Ended', moment(attributes['completed-at'], 'second')],
          ])}
        </div>
      </div>
    `
  }
}
