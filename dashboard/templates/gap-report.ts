import { html, nothing } from 'lit'
import type { Client } from '../../client/client.ts'
import { dataTypes } from './data-types.ts'
import { fieldName } from './field-name.ts'
import { status, words } from './status.ts'

type Gap = Awaited<ReturnType<Client['inquiryTemplates']['dryRun']>>['data']['attributes']
type Report = { [Name in keyof Gap]?: Gap[Name] }

const ASKED = {
  field: 'to type',
  document: 'to upload',
  code: 'to confirm by a code',
} as const

/** What a redemption would bring, what it would leave to the person, and, of a dry run, how it would end. */
export const gapReport = ({
  available = [],
  missing = [],
  verifications,
  outcome,
}: Report) => html`<div class="gap">
  <h3>Brought along</h3>
  ${available.length === 0 ? html`<p class="quiet">Nothing</p>` : dataTypes(available)}
  <h3>Left to the person</h3>
  ${
    missing.length === 0
      ? html`<p>Nothing: the template is satisfied.</p>`
      : html`<ul class="missing">
        ${missing.map(({ kind, name }) => html`<li>${fieldName(name)} <span class="quiet">${ASKED[kind]}</span></li>`)}
      </ul>`
  }
  ${
    verifications === undefined || verifications.length === 0
      ? nothing
      : html`<h3>Verifications</h3>
        <ul class="missing">
          ${verifications.map(({ kind, status: result }) => html`<li>${words(kind)} ${status(result)}</li>`)}
        </ul>`
  }
  ${outcome === undefined ? nothing : html`<h3>Outcome</h3><p>${status(outcome)}</p>`}
</div>`
