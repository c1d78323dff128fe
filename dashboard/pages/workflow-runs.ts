import { html } from 'lit'
import { Page } from '../shell/page.ts'
import { head } from '../templates/head.ts'
import { runTable } from '../templates/run-table.ts'

/** The runs of all workflows. */
export class WorkflowRunsPage extends Page {
  protected override render() {
    return html`<section class="page">
      ${head({
        trail: { href: this.dash.at('/workflows'), title: 'Workflows' },
        title: 'Runs',
        words: 'What came of each run, step by step: identifiers and states, no data of a person.',
      })}
      ${runTable(this.dash, this.query, null)}
    </section>`
  }
}
