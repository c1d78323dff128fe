import { html } from 'lit'
import { Page } from '../shell/page.ts'
import { filters } from '../templates/filters.ts'
import { head } from '../templates/head.ts'
import { RUN_STATUSES, runTable } from '../templates/run-table.ts'

/** The runs of all workflows. */
export class WorkflowRunsPage extends Page {
  protected override render() {
    return html`<section class="page">
      ${head({
        trail: { href: this.dash.at('/workflows'), title: 'Workflows' },
        title: 'Runs',
        words: 'What came of each run, step by step: identifiers and states, no data of a person.',
      })}
      ${filters(this.query, [{ name: 'status', label: 'Status', choices: RUN_STATUSES }])}
      ${runTable(this.dash, this.query, null)}
    </section>`
  }
}
