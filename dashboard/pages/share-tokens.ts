import { Task } from '@lit/task'
import { html } from 'lit'
import { openShareTokenForm } from '../actions/new-share-token.ts'
import { type Partners, readPartners } from '../actions/partners.ts'
import { type Column, dataTable } from '../elements/data-table.ts'
import type { ShareToken } from '../shell/api-types.ts'
import { buttonIcon } from '../shell/icons.ts'
import { Page } from '../shell/page.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { commonFilter, DAYS, isNarrow, oneOf } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { partnerLink } from '../templates/partner-link.ts'
import { status, words } from '../templates/status.ts'

const STATUSES = ['created', 'pending', 'redeemed', 'expired', 'failed'] as const
const DIRECTIONS = ['inbound', 'outbound'] as const

/** Share tokens, made for partners and received from them. */
export class ShareTokensPage extends Page {
  private count = 0
  private readonly partners = new Task(this, {
    args: () => [],
    task: (_, { signal }) => readPartners(this.dash, signal),
  })

  protected override render() {
    return html`<section class="page">
      ${head({
        title: 'Share tokens',
        words: 'Each is the right of one organization to redeem what another holds of one person, once.',
        actions: this.dash.may('operate')
          ? html`<wa-button variant="brand" @click=${this.create}>${buttonIcon('plus')}New share token</wa-button>`
          : null,
      })}
      <div class="filter-row">
        ${filters(this.query, [
          { name: 'status', label: 'Status', choices: STATUSES },
          { name: 'direction', label: 'Direction', choices: DIRECTIONS },
          { name: 'partner', label: 'Partner', choices: this.partners.value?.organizations ?? [] },
          ...DAYS,
        ])}
        ${finder({
          query: this.query,
          label: 'Search share tokens',
          placeholder: 'ID, reference or partner',
          object: { prefix: 'cnst_', at: id => this.dash.at(`/share-tokens/${id}`) },
        })}
      </div>
      ${this.table(this.partners.value)}
    </section>`
  }

  private table(partners: Partners | undefined) {
    const { query } = this
    const wanted = oneOf(query, 'status', STATUSES)
    const direction = oneOf(query, 'direction', DIRECTIONS)
    const partner = query.get('partner')
    const filter = {
      ...(wanted ? { status: wanted } : {}),
      ...(direction ? { direction } : {}),
      ...(partner ? { 'partner-organization-id': partner } : {}),
      ...commonFilter(query),
    }
    return dataTable<ShareToken>({
      caption: 'Share tokens',
      columns: this.columns(partners),
      key: `${JSON.stringify(filter)} ${this.count}`,
      query,
      load: (page, signal, sort) => this.dash.client.shareTokens.list({ page, signal, sort, filter }),
      empty: nothingHere({
        drawing: 'share-tokens',
        isNarrowed: isNarrow(filter),
        title: 'No share tokens yet',
        words: 'Create one over a connection, or wait for one from a partner.',
      }),
    })
  }

  private columns(partners: Partners | undefined): Column<ShareToken>[] {
    return [
      { label: 'Share token', cell: ({ id }) => identifier(id, this.dash.at(`/share-tokens/${id}`)) },
      { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
      { label: 'Direction', cell: ({ attributes }) => words(attributes.direction) },
      {
        label: 'Partner',
        cell: ({ relationships }) =>
          partnerLink(this.dash, partners, relationships?.connection.data?.id ?? ''),
      },
      { label: 'Created', sorts: true, cell: ({ attributes }) => moment(attributes['created-at']) },
      { label: 'Expires', cell: ({ attributes }) => moment(attributes['expires-at']) },
    ]
  }

  private readonly create = async () => {
    const connections = this.partners.value?.connections ?? []
    if (!(await openShareTokenForm(this.dash, connections))) return
    this.count++
    this.requestUpdate()
  }
}
