import { Task } from '@lit/task'
import { html, LitElement, nothing } from 'lit'
import type { Dash } from '../shell/dash.ts'
import { gapReport } from '../templates/gap-report.ts'
import { wordsOf } from '../templates/problem.ts'
import { selectField } from './fields.ts'
import { toast } from './toast.ts'

const TEMPLATES_MAX = 100

/**
 * Redeems a share token as its destination: into a new inquiry of a template, once it has been seen what would be
 * missing, or as a clone.
 *
 * @fires redeemed - When the redemption has begun.
 */
class RedeemPanel extends LitElement {
  static override properties = {
    dash: { attribute: false },
    tokenId: { attribute: false },
    templateId: { state: true },
    error: { state: true },
    busy: { state: true },
  }

  declare dash: Dash
  declare tokenId: string
  declare templateId: string
  declare error: unknown
  declare busy: boolean

  private readonly templates = new Task(this, {
    args: () => [],
    task: (_, { signal }) =>
      this.dash.client.inquiryTemplates.list({ page: { size: TEMPLATES_MAX }, signal }),
  })
  private readonly gap = new Task(this, {
    args: () => [this.tokenId, this.templateId],
    task: async ([tokenId, templateId], { signal }) =>
      templateId === ''
        ? null
        : this.dash.client.shareTokens.preview(tokenId, { 'inquiry-template-id': templateId }, { signal }),
  })

  constructor() {
    super()
    this.templateId = ''
    this.error = null
    this.busy = false
  }

  protected override createRenderRoot() {
    return this
  }

  protected override render() {
    const choices = (this.templates.value?.data ?? []).map(
      ({ id, attributes }) => [id, attributes.name] as const,
    )
    return html`<section class="panel" aria-labelledby="redeem-title">
      <h2 id="redeem-title">Redeem</h2>
      ${this.error === null ? nothing : html`<p class="wrong" role="alert">${wordsOf(this.error)}</p>`}
      ${selectField({
        label: 'Into a new inquiry of',
        name: 'template',
        value: this.templateId,
        choices,
        hint: 'You see what would be missing before anything is redeemed.',
        onChange: id => {
          this.templateId = id
        },
      })}
      <div aria-live="polite">
        ${this.gap.render({
          pending: () => html`<span class="bone"></span>`,
          complete: gap => gap && gapReport(gap.data.attributes),
          error: error => html`<p class="wrong">${wordsOf(error)}</p>`,
        })}
      </div>
      <div class="actions">
        <wa-button variant="brand" ?disabled=${this.templateId === ''} ?loading=${this.busy} @click=${this.hydrate}>
          Redeem into a new inquiry
        </wa-button>
        <wa-button appearance="outlined" ?loading=${this.busy} @click=${this.clone}>Clone without a template</wa-button>
      </div>
    </section>`
  }

  private readonly hydrate = () =>
    this.redeem(async client => {
      const { data } = await client.inquiries.create({ 'inquiry-template-id': this.templateId })
      await client.shareTokens.redeem(this.tokenId, { 'destination-id': data.id })
    })

  private readonly clone = () => this.redeem(client => client.shareTokens.redeem(this.tokenId, {}))

  private async redeem(work: (client: Dash['client']) => Promise<unknown>) {
    this.busy = true
    this.error = null
    try {
      await work(this.dash.client)
      toast('Redemption begun')
      this.dispatchEvent(new Event('redeemed'))
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}

customElements.define('redeem-panel', RedeemPanel)
