import { Task } from '@lit/task'
import { html } from 'lit'
import { readPartners } from '../actions/partners.ts'
import { dataTable } from '../elements/data-table.ts'
import { openConfirmation, openNotice } from '../elements/dialog.ts'
import { toast } from '../elements/toast.ts'
import type { Consent } from '../shell/api-types.ts'
import { ListPage } from '../shell/list-page.ts'
import { claimsOf } from '../templates/claims.ts'
import { dataTypes } from '../templates/data-types.ts'
import { facts } from '../templates/facts.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { copyButton, identifier } from '../templates/identifier.ts'
import { commonFilter, DAYS, isNarrow, oneOf } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { objectLink } from '../templates/object-link.ts'
import { status, words } from '../templates/status.ts'

const DECISIONS = ['granted', 'declined', 'withdrawn'] as const

/** What people decided, which is never changed, only withdrawn by another record. */
export class ConsentsPage extends ListPage {
  private readonly partners = new Task(this, {
    args: () => [],
    task: (_, { signal }) => readPartners(this.dash, signal),
  })

  protected override render() {
    const { query } = this
    const may = this.dash.may('operate')
    const decision = oneOf(query, 'decision', DECISIONS)
    const partner = query.get('partner')
    const filter = {
      ...(decision ? { decision } : {}),
      ...(partner ? { 'partner-organization-id': partner } : {}),
      ...commonFilter(query),
    }
    return html`<section class="page">
      ${head({
        title: 'Consents',
        words:
          'What each person was shown and decided, and what redemptions stood on. Records are never changed; a withdrawal is a record of its own.',
      })}
      <div class="filter-row">
        ${filters(query, [
          { name: 'decision', label: 'Decision', choices: DECISIONS },
          { name: 'partner', label: 'Partner', choices: this.partners.value?.organizations ?? [] },
          ...DAYS,
        ])}
        ${finder({ query, label: 'Search consents', placeholder: 'ID, reference or partner' })}
      </div>
      ${dataTable<Consent>({
        caption: 'Consents',
        columns: [
          { label: 'Consent', cell: ({ id }) => identifier(id) },
          { label: 'Decision', cell: ({ attributes }) => status(attributes.decision) },
          {
            label: 'Basis',
            cell: ({ attributes, relationships }) =>
              html`${words(attributes.basis)}, as ${attributes.side}<br />${objectLink(this.dash, relationships?.connection?.data)}`,
          },
          { label: 'Data types', cell: ({ attributes }) => dataTypes(attributes['data-types']) },
          { label: 'Decided', sorts: true, cell: ({ attributes }) => moment(attributes['created-at']) },
          {
            label: 'Actions',
            end: true,
            cell: row => html`<div class="row">
              <wa-button size="s" appearance="outlined" @click=${() => this.showReceipt(row)}>Receipt</wa-button>
              ${
                may && row.attributes.decision === 'granted'
                  ? html`<wa-button size="s" variant="danger" appearance="outlined" @click=${() => this.withdraw(row)}>Withdraw</wa-button>`
                  : ''
              }
            </div>`,
          },
        ],
        key: `${JSON.stringify(filter)} ${this.done}`,
        query,
        load: (page, signal, sort) => this.dash.client.consents.list({ page, signal, sort, filter }),
        empty: nothingHere({
          drawing: 'consents',
          isNarrowed: isNarrow(filter),
          title: 'No consents yet',
          words:
            'They are recorded when a person decides on your page, or when a redemption stands on terms of service.',
        }),
      })}
    </section>`
  }

  private async showReceipt({ id, attributes, relationships }: Consent) {
    const { data } = await this.dash.client.consents.receipt(id)
    const { jws } = data.attributes
    await openNotice(
      'Receipt',
      html`
        <p>A signed text that anybody can verify offline against <code>/.well-known/jwks.json</code>.</p>
        ${facts([
          ['Decision', status(attributes.decision)],
          ['Tier', attributes.tier && words(attributes.tier)],
          ['Notice', attributes['notice-hash'] && html`<code>${attributes['notice-hash']}</code>`],
          ['Withdraws', objectLink(this.dash, relationships?.withdraws?.data)],
          ['Decided', moment(attributes['created-at'], 'second')],
        ])}
        <details><summary>What is signed</summary><pre tabindex="0" aria-label="What is signed">${claimsOf(jws)}</pre></details>
        <div class="secret id"><code class="cut">${jws}</code>${copyButton(jws, 'the receipt')}</div>
      `,
    )
  }

  private async withdraw({ id }: Consent) {
    const isDone = await openConfirmation({
      heading: 'Withdraw this consent?',
      words:
        'For a person who has asked you to. Share tokens that stand on it end at once; what was copied before stays. It cannot be taken back.',
      action: 'Withdraw',
      submit: () => this.dash.client.consents.withdraw(id),
    })
    if (!isDone) return
    toast('Consent withdrawn')
    this.refresh()
  }
}
