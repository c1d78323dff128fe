import { Task } from '@lit/task'
import { html } from 'lit'
import { openShareTokenForm } from '../actions/new-share-token.ts'
import { type Partners, partnerOf, readPartners } from '../actions/partners.ts'
import { type Column, dataTable } from '../elements/data-table.ts'
import type { ShareToken } from '../shell/api-types.ts'
import { buttonIcon, icon } from '../shell/icons.ts'
import { Page } from '../shell/page.ts'
import { dateEnd, dateStart, filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { moment } from '../templates/moment.ts'
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
    const own = this.dash.me.organization.id
    const connections = this.partners.value?.connections ?? []
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
          {
            name: 'connection',
            label: 'Partner',
            choices: connections.map(one => [one.id, partnerOf(one, own)] as const),
          },
          { name: 'from', label: 'Created from' },
          { name: 'to', label: 'Created until' },
        ])}
        ${finder('Share token', 'cnst_', id => this.dash.at(`/share-tokens/${id}`))}
      </div>
      ${this.table(this.partners.value)}
    </section>`
  }

  private table(partners: Partners | undefined) {
    const { query } = this
    const wanted = STATUSES.find(one => one === query.get('status'))
    const direction = DIRECTIONS.find(one => one === query.get('direction'))
    const connection = query.get('connection')
    const filter = {
      ...(wanted ? { status: wanted } : {}),
      ...(direction ? { direction } : {}),
      ...(connection ? { 'connection-id': connection } : {}),
      ...dateStart('created-at-start', query.get('from')),
      ...dateEnd('created-at-end', query.get('to')),
    }
    const isNarrowed = Object.keys(filter).length > 0
    return dataTable<ShareToken>({
      caption: 'Share tokens',
      columns: this.columns(partners),
      key: `${JSON.stringify(filter)} ${this.count}`,
      query,
      load: (page, signal, sort) => this.dash.client.shareTokens.list({ page, signal, sort, filter }),
      empty: html`${icon('share-tokens')}
        <h2>${isNarrowed ? 'None is like that' : 'No share tokens yet'}</h2>
        <p>${isNarrowed ? 'Other filters may find some.' : 'Create one over a connection, or wait for one from a partner.'}</p>`,
    })
  }

  private columns(partners: Partners | undefined): Column<ShareToken>[] {
    return [
      { label: 'Share token', cell: ({ id }) => identifier(id, this.dash.at(`/share-tokens/${id}`)) },
      { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
      { label: 'Direction', cell: ({ attributes }) => words(attributes.direction) },
      {
        label: 'Partner',
        cell: ({ relationships }) => {
          const id = relationships?.connection.data?.id ?? ''
          return html`<a href=${this.dash.at(`/connections/${id}`)}>${partners?.nameOf(id) ?? 'Partner'}</a>`
        },
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
