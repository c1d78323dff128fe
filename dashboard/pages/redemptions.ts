import { Task } from '@lit/task'
import { html } from 'lit'
import { type Partners, readPartners } from '../actions/partners.ts'
import { type Column, dataTable } from '../elements/data-table.ts'
import type { Redemption } from '../shell/api-types.ts'
import { Page } from '../shell/page.ts'
import { duration } from '../templates/duration.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { commonFilter, DAYS, isNarrow, oneOf } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { objectLink } from '../templates/object-link.ts'
import { partnerLink } from '../templates/partner-link.ts'
import { status, words } from '../templates/status.ts'

const STATUSES = ['running', 'awaiting-input', 'finished', 'failed'] as const
const MODES = ['hydrate', 'clone'] as const

/** Redemptions, each of which leads to its share token's timeline. They are the destination's alone. */
export class RedemptionsPage extends Page {
  private readonly partners = new Task(this, {
    args: () => [],
    task: (_, { signal }) => readPartners(this.dash, signal),
  })

  protected override render() {
    return html`<section class="page">
      ${head({
        title: 'Redemptions',
        words: 'What became of each share token that you redeemed. Each leads to its timeline.',
      })}
      <div class="filter-row">
        ${filters(this.query, [
          { name: 'status', label: 'Status', choices: STATUSES },
          { name: 'mode', label: 'Mode', choices: MODES },
          { name: 'partner', label: 'Partner', choices: this.partners.value?.organizations ?? [] },
          ...DAYS,
        ])}
        ${finder({ query: this.query, label: 'Search redemptions', placeholder: 'ID, reference or partner' })}
      </div>
      ${this.table(this.partners.value)}
    </section>`
  }

  private table(partners: Partners | undefined) {
    const { query } = this
    const wanted = oneOf(query, 'status', STATUSES)
    const mode = oneOf(query, 'mode', MODES)
    const partner = query.get('partner')
    const filter = {
      ...(wanted ? { status: wanted } : {}),
      ...(mode ? { mode } : {}),
      ...(partner ? { 'partner-organization-id': partner } : {}),
      ...commonFilter(query),
    }
    return dataTable<Redemption>({
      caption: 'Redemptions',
      columns: this.columns(partners),
      key: JSON.stringify(filter),
      query,
      load: (page, signal, sort) => this.dash.client.redemptions.list({ page, signal, sort, filter }),
      empty: nothingHere({
        drawing: 'redemptions',
        isNarrowed: isNarrow(filter),
        title: 'No redemptions yet',
        words:
          'A share token that a partner makes for you is redeemed on its page, by your backend or by a person’s session.',
      }),
    })
  }

  private columns(partners: Partners | undefined): Column<Redemption>[] {
    return [
      {
        label: 'Redemption',
        cell: ({ id, relationships }) =>
          identifier(id, this.dash.at(`/share-tokens/${relationships?.['share-token'].data?.id}`)),
      },
      {
        label: 'Status',
        cell: ({ attributes }) =>
          html`${status(attributes.status)}${
            attributes['failure-reason']
              ? html`<br /><small>${words(attributes['failure-reason'])}</small>`
              : ''
          }`,
      },
      { label: 'Mode', cell: ({ attributes }) => words(attributes.mode) },
      {
        label: 'Partner',
        cell: ({ relationships }) =>
          partnerLink(this.dash, partners, relationships?.connection.data?.id ?? ''),
      },
      { label: 'Into', cell: ({ relationships }) => objectLink(this.dash, relationships?.destination.data) },
      { label: 'Begun', sorts: true, cell: ({ attributes }) => moment(attributes['created-at']) },
      { label: 'Took', end: true, cell: ({ attributes }) => timeTaken(attributes) },
    ]
  }
}

/** From when it was begun until it was over; a dash until then. */
function timeTaken(attributes: Redemption['attributes']) {
  const over = attributes['finished-at']
  if (over === null) return html`<span class="quiet">–</span>`
  return duration(Date.parse(over) - Date.parse(attributes['created-at']))
}
