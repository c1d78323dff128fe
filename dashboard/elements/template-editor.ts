import '@awesome.me/webawesome/dist/components/tab-group/tab-group.js'
import '@awesome.me/webawesome/dist/components/tab-panel/tab-panel.js'
import '@awesome.me/webawesome/dist/components/tab/tab.js'
import { html, LitElement, nothing } from 'lit'
import type { Client } from '../../client/client.ts'
import { buttonIcon } from '../shell/icons.ts'
import { VERIFICATION_KINDS } from '../shell/verification-kinds.ts'
import { wordsOf } from '../templates/problem.ts'
import { words } from '../templates/status.ts'
import './fields.ts'

type Create = Parameters<Client['inquiryTemplates']['create']>[0]
export type TemplateDocument = Create['document']
type Field = TemplateDocument['fields'][number]
type Wanted = TemplateDocument['verifications'][number]

const FIELD_TYPES = [
  'string',
  'date',
  'email-address',
  'phone-number',
  'country',
  'number',
  'choice',
] as const satisfies readonly Field['type'][]

const REUSES = ['rerun', 'clone', 'either'] as const
const PASSED = ['completed', 'approved'] as const
const FAILED = ['completed', 'needs_review', 'declined'] as const

/** The choices of a list that one control stands for. */
const chosen = <Value extends string>(choices: readonly Value[], event: Event, otherwise: Value): Value =>
  choices.find(one => one === textOf(event)) ?? otherwise

const textOf = ({ target }: Event): string =>
  target instanceof HTMLElement && 'value' in target ? String(target.value ?? '') : ''

const isTicked = ({ target }: Event): boolean =>
  target instanceof HTMLElement && 'checked' in target && target.checked === true

const replaced = <Row>(rows: readonly Row[], at: number, change: Partial<Row>): Row[] =>
  rows.map((row, index) => (index === at ? { ...row, ...change } : row))

const without = <Row>(rows: readonly Row[], at: number): Row[] => rows.filter((_, index) => index !== at)

/**
 * A template's document as a form and as JSON, of which each shows what the other has changed. What the form does not know
 * of, such as translations and single checks, it leaves as it is.
 */
export class TemplateEditor extends LitElement {
  static override properties = {
    document: { attribute: false },
    mayPublish: { attribute: false },
    publish: { attribute: false },
    draft: { state: true },
    error: { state: true },
    busy: { state: true },
  }

  declare document: TemplateDocument
  declare mayPublish: boolean
  declare publish: (document: TemplateDocument) => Promise<unknown>
  /** What was changed; null where nothing was. */
  declare draft: TemplateDocument | null
  declare error: unknown
  declare busy: boolean

  constructor() {
    super()
    this.draft = null
    this.error = null
    this.busy = false
  }

  protected override createRenderRoot() {
    return this
  }

  private get now(): TemplateDocument {
    return this.draft ?? this.document
  }

  private change(change: Partial<TemplateDocument>) {
    this.draft = { ...this.now, ...change }
  }

  protected override render() {
    return html`<div class="panel">
      ${this.error === null ? nothing : html`<p class="wrong" role="alert">${wordsOf(this.error)}</p>`}
      <wa-tab-group>
        <wa-tab panel="form">Form</wa-tab>
        <wa-tab panel="json">JSON</wa-tab>
        <wa-tab-panel name="form">${this.form()}</wa-tab-panel>
        <wa-tab-panel name="json">${this.json()}</wa-tab-panel>
      </wa-tab-group>
      ${
        this.mayPublish
          ? html`<div class="actions">
            <wa-button variant="brand" ?loading=${this.busy} @click=${this.submit}>Publish</wa-button>
            ${
              this.draft === null
                ? nothing
                : html`<wa-button appearance="plain" @click=${this.discard}>Discard changes</wa-button>`
            }
          </div>`
          : nothing
      }
    </div>`
  }

  private form() {
    const { fields, documents, verifications } = this.now
    return html`<div class="dialog-form">
      ${this.group(
        'Fields',
        fields.map((field, at) => this.field(field, at)),
        'Add a field',
        () =>
          this.change({
            fields: [...fields, { key: `field-${fields.length + 1}`, type: 'string', label: 'New field' }],
          }),
      )}
      ${this.group(
        'Documents',
        documents.map((one, at) => this.file(one, at)),
        'Add a document',
        () => this.change({ documents: [...documents, { kind: `document-${documents.length + 1}` }] }),
      )}
      ${this.group(
        'Verifications',
        verifications.map((one, at) => this.verification(one, at)),
        'Add a verification',
        () => {
          const kind = VERIFICATION_KINDS.find(one => !verifications.some(other => other.kind === one))
          if (kind) this.change({ verifications: [...verifications, { kind }] })
        },
      )}
      ${this.decision()}
    </div>`
  }

  private group(title: string, rows: unknown[], add: string, onAdd: () => void) {
    return html`<fieldset class="group">
      <legend>${title}</legend>
      ${rows.length === 0 ? html`<p class="quiet">None</p>` : rows}
      ${
        this.mayPublish
          ? html`<div><wa-button size="s" appearance="outlined" @click=${onAdd}>${buttonIcon('plus')}${add}</wa-button></div>`
          : nothing
      }
    </fieldset>`
  }

  private field({ key, label, type, required = false }: Field, at: number) {
    const set = (change: Partial<Field>) => this.change({ fields: replaced(this.now.fields, at, change) })
    return html`<div class="group-row" role="group" aria-label="Field ${label}">
      <wa-input size="s" label="Label" .value=${label} @change=${(event: Event) => set({ label: textOf(event) })}></wa-input>
      <wa-input size="s" label="Name" .value=${key} @change=${(event: Event) => set({ key: textOf(event) })}></wa-input>
      ${this.choice('Type', FIELD_TYPES, type, event => set({ type: chosen(FIELD_TYPES, event, type) }))}
      ${this.ticks(required, event => set({ required: isTicked(event) }))}
      ${this.removal(label, () => this.change({ fields: without(this.now.fields, at) }))}
    </div>`
  }

  private file({ kind, required = true }: TemplateDocument['documents'][number], at: number) {
    const set = (change: Partial<TemplateDocument['documents'][number]>) =>
      this.change({ documents: replaced(this.now.documents, at, change) })
    return html`<div class="group-row" role="group" aria-label="Document ${kind}">
      <wa-input size="s" label="Kind" .value=${kind} @change=${(event: Event) => set({ kind: textOf(event) })}></wa-input>
      ${this.ticks(required, event => set({ required: isTicked(event) }))}
      ${this.removal(kind, () => this.change({ documents: without(this.now.documents, at) }))}
    </div>`
  }

  private verification({ kind, required = true, reuse = 'rerun' }: Wanted, at: number) {
    const set = (change: Partial<Wanted>) =>
      this.change({ verifications: replaced(this.now.verifications, at, change) })
    return html`<div class="group-row" role="group" aria-label="Verification ${words(kind)}">
      ${this.choice('Kind', VERIFICATION_KINDS, kind, event =>
        set({ kind: chosen(VERIFICATION_KINDS, event, kind) }),
      )}
      ${
        typeof reuse === 'string'
          ? this.choice('A partner’s verification', REUSES, reuse, event =>
              set({ reuse: chosen(REUSES, event, reuse) }),
            )
          : html`<p>Taken over for ${reuse['clone-if-younger-than-days']} days</p>`
      }
      ${this.ticks(required, event => set({ required: isTicked(event) }))}
      ${this.removal(words(kind), () => this.change({ verifications: without(this.now.verifications, at) }))}
    </div>`
  }

  private decision() {
    const { decision } = this.now
    const days = this.now['retention-days']
    return html`<fieldset class="group">
      <legend>Decision</legend>
      <div class="group-row">
        ${this.choice('If everything required passed', PASSED, decision.passed, event =>
          this.change({ decision: { ...decision, passed: chosen(PASSED, event, decision.passed) } }),
        )}
        ${this.choice('If something did not', FAILED, decision.failed, event =>
          this.change({ decision: { ...decision, failed: chosen(FAILED, event, decision.failed) } }),
        )}
        <wa-input
          size="s"
          type="number"
          min="1"
          label="Redact after, in days"
          .value=${days === null ? '' : String(days)}
          @change=${(event: Event) => this.change({ 'retention-days': textOf(event) === '' ? null : Number(textOf(event)) })}
        ></wa-input>
      </div>
    </fieldset>`
  }

  private json() {
    return html`<wa-textarea
      label="Document"
      rows="24"
      spellcheck="false"
      class="code"
      ?readonly=${!this.mayPublish}
      .value=${JSON.stringify(this.now, null, 2)}
      @change=${this.takeJson}
    ></wa-textarea>`
  }

  private readonly takeJson = (event: Event) => {
    this.error = null
    try {
      // Whether it is a template is the server's to say.
      this.draft = JSON.parse(textOf(event))
    } catch (error) {
      this.error = error
    }
  }

  private choice(label: string, choices: readonly string[], value: string, onChange: (event: Event) => void) {
    return html`<wa-select size="s" label=${label} .value=${value} @change=${onChange}>
      ${choices.map(one => html`<wa-option value=${one}>${words(one)}</wa-option>`)}
    </wa-select>`
  }

  private ticks(checked: boolean, onChange: (event: Event) => void) {
    return html`<wa-checkbox size="s" .checked=${checked} @change=${onChange}>Required</wa-checkbox>`
  }

  private removal(what: string, onClick: () => void) {
    if (!this.mayPublish) return nothing
    return html`<wa-button size="s" appearance="plain" @click=${onClick}>
      ${buttonIcon('cross')}<span class="aside">Remove ${what}</span>
    </wa-button>`
  }

  private readonly discard = () => {
    this.draft = null
    this.error = null
  }

  private readonly submit = async () => {
    this.busy = true
    this.error = null
    try {
      await this.publish(this.now)
      this.draft = null
    } catch (error) {
      this.error = error
    }
    this.busy = false
    await this.updateComplete
    this.querySelector('[role=alert]')?.scrollIntoView({ block: 'center' })
  }
}

customElements.define('template-editor', TemplateEditor)
