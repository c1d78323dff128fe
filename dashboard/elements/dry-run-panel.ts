import { Task } from '@lit/task'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { partnerOf, readPartners } from '../actions/partners.ts'
import type { Dash } from '../shell/dash.ts'
import { gapReport } from '../templates/gap-report.ts'
import { wordsOf } from '../templates/problem.ts'
import { selectField, textField, textIn } from './fields.ts'

/** Tries a template without sharing anything: against what a partner may let travel, or against an inquiry of one's own. */
class DryRunPanel extends LitElement {
  static override properties = {
    dash: { attribute: false },
    templateId: { attribute: false },
    report: { state: true },
    error: { state: true },
    busy: { state: true },
  }

  declare dash: Dash
  declare templateId: string
  declare report: TemplateResult | null
  declare error: unknown
  declare busy: boolean

  private readonly partners = new Task(this, {
    args: () => [],
    task: (_, { signal }) => readPartners(this.dash, signal),
  })

  constructor() {
    super()
    this.report = null
    this.error = null
    this.busy = false
  }

  protected override createRenderRoot() {
    return this
  }

  protected override render() {
    const own = this.dash.me.organization.id
    const inbound = (this.partners.value?.connections ?? []).filter(
      ({ attributes }) => attributes['destination-organization-id'] === own,
    )
    return html`<section class="panel" aria-labelledby="dry-run">
      <h2 id="dry-run">Dry run</h2>
      <p class="quiet">What would be missing, and how it would end. Nothing is shared, written or sent.</p>
      ${selectField({
        label: 'Against a partner',
        name: 'connection',
        choices: inbound.map(one => [one.id, partnerOf(one, own)] as const),
        onChange: id => this.againstPartner(id),
      })}
      <form class="finder" @submit=${this.againstInquiry}>
        ${textField({ label: 'Or against an inquiry of yours', name: 'inquiry', placeholder: 'inq_…' })}
        <wa-button type="submit" appearance="outlined" ?loading=${this.busy}>Run</wa-button>
      </form>
      <div aria-live="polite">
        ${this.error === null ? nothing : html`<p class="wrong">${wordsOf(this.error)}</p>`} ${this.report}
      </div>
    </section>`
  }

  private againstPartner(connectionId: string) {
    if (connectionId === '') return
    return this.run(async () => {
      const { data } = await this.dash.client.connections.alignment(connectionId, this.templateId)
      return gapReport(data.attributes)
    })
  }

  private readonly againstInquiry = (event: SubmitEvent) => {
    event.preventDefault()
    const id = event.target instanceof HTMLFormElement ? textIn(new FormData(event.target), 'inquiry') : null
    if (id === null) return
    return this.run(async () => {
      const { data } = await this.dash.client.inquiryTemplates.dryRun(this.templateId, { 'inquiry-id': id })
      return gapReport(data.attributes)
    })
  }

  private async run(work: () => Promise<TemplateResult>) {
    this.busy = true
    this.error = null
    this.report = null
    try {
      this.report = await work()
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}

customElements.define('dry-run-panel', DryRunPanel)
