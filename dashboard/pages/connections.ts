import { html, nothing } from 'lit'
import { openConnectionForm, openInviteForm } from '../actions/new-connection.ts'
import { type Column, dataTable } from '../elements/data-table.ts'
import type { Connection } from '../shell/api-types.ts'
import { buttonIcon } from '../shell/icons.ts'
import { Page } from '../shell/page.ts'
import { dataTypes } from '../templates/data-types.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { isNarrow, ORDER, oneOf, searchIn } from '../templates/list-filter.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { status } from '../templates/status.ts'

const STATUSES = ['pending', 'active', 'inactive'] as const

/** Connections, what the organization shares beside what it receives. */
export class ConnectionsPage extends Page {
  private count = 0

  protected override render() {
    const may = this.dash.may('operate')
    return html`<section class="page">
      ${head({
        title: 'Connections',
        words:
          'A connection lets data of people travel one way: from the organization that shares to the one that receives.',
        actions: html`<wa-button appearance="outlined" href=${this.dash.at('/connections/invites')}>Invites</wa-button>
          ${
            may
              ? html`<wa-button appearance="outlined" @click=${() => this.make(openInviteForm)}>${buttonIcon('link')}Invite by link</wa-button>
                  <wa-button variant="brand" @click=${() => this.make(openConnectionForm)}>${buttonIcon('plus')}New connection</wa-button>`
              : nothing
          }`,
      })}
      <div class="filter-row">
        ${filters(this.query, [{ name: 'status', label: 'Status', choices: STATUSES }, ORDER])}
        ${finder({
          query: this.query,
          label: 'Search connections',
          placeholder: 'Partner or ID',
          object: { prefix: 'cxn_', at: id => this.dash.at(`/connections/${id}`) },
        })}
      </div>
      <div class="sides">${this.side('source')} ${this.side('destination')}</div>
    </section>`
  }

  private async make(open: (dash: typeof this.dash) => Promise<boolean>) {
    if (!(await open(this.dash))) return
    this.count++
    this.requestUpdate()
  }

  private side(own: 'source' | 'destination') {
    const { id } = this.dash.me.organization
    const wanted = oneOf(this.query, 'status', STATUSES)
    const search = searchIn(this.query)
    const filter = { ...(wanted ? { status: wanted } : {}), ...(search ? { search } : {}) }
    const title = own === 'source' ? 'You share with' : 'You receive from'
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      ${dataTable<Connection>({
        caption: title,
        columns: this.columns(own),
        key: `${JSON.stringify(filter)} ${this.count}`,
        query: this.query,
        name: own,
        load: (page, signal, sort) =>
          this.dash.client.connections.list({
            page,
            signal,
            sort,
            filter: { [`${own}-organization-id`]: id, ...filter },
          }),
        empty: nothingHere({
          drawing: 'connections',
          isNarrowed: isNarrow(filter),
          level: 3,
          ...EMPTY[own],
        }),
      })}
    </section>`
  }

  private columns(own: 'source' | 'destination'): Column<Connection>[] {
    const partner = own === 'source' ? 'destination' : 'source'
    return [
      {
        label: 'Partner',
        cell: ({ id, attributes }) =>
          html`<a href=${this.dash.at(`/connections/${id}`)}>${attributes[`${partner}-organization-name`]}</a><br />
            ${identifier(attributes[`${partner}-organization-id`])}`,
      },
      { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
      { label: 'May travel', cell: ({ attributes }) => dataTypes(attributes['data-types']) },
    ]
  }
}

const EMPTY = {
  source: {
    title: 'You share with nobody yet',
    words: 'Offer a connection to a partner, by its identifier or by a link.',
  },
  destination: {
    title: 'Nobody shares with you yet',
    words: 'A partner that offers you a connection shows up here, to be accepted.',
  },
} as const
