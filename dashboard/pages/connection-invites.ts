import { html } from 'lit'
import { openInviteForm, renewInvite } from '../actions/new-connection.ts'
import { dataTable } from '../elements/data-table.ts'
import { openConfirmation } from '../elements/dialog.ts'
import { toast } from '../elements/toast.ts'
import type { ConnectionInvite } from '../shell/api-types.ts'
import { buttonIcon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { dataTypes } from '../templates/data-types.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { commonFilter, DAYS, isNarrow, oneOf } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { objectLink } from '../templates/object-link.ts'
import { status } from '../templates/status.ts'

const STATUSES = ['pending', 'accepted', 'revoked', 'expired'] as const

/** Connections that were offered by link. */
export class ConnectionInvitesPage extends ListPage {
  protected override render() {
    const { query } = this
    const may = this.dash.may('operate')
    const wanted = oneOf(query, 'status', STATUSES)
    const filter = { ...(wanted ? { status: wanted } : {}), ...commonFilter(query) }
    return html`<section class="page">
      ${head({
        trail: { href: this.dash.at('/connections'), title: 'Connections' },
        title: 'Invites',
        words:
          'Connections that you have offered by link. A link is shown once, when it is made, and works once; where it was lost, a new one takes its place.',
        actions: may
          ? html`<wa-button variant="brand" @click=${this.invite}>${buttonIcon('link')}Invite by link</wa-button>`
          : null,
      })}
      <div class="filter-row">
        ${filters(query, [{ name: 'status', label: 'Status', choices: STATUSES }, ...DAYS])}
        ${finder({ query, label: 'Search invites', placeholder: 'Note or ID' })}
      </div>
      ${dataTable<ConnectionInvite>({
        caption: 'Invites',
        columns: [
          {
            label: 'For',
            cell: ({ attributes }) => attributes.note ?? html`<span class="quiet">No note</span>`,
          },
          { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
          { label: 'May travel', cell: ({ attributes }) => dataTypes(attributes['data-types']) },
          {
            label: 'Connection',
            cell: ({ relationships }) => objectLink(this.dash, relationships?.connection.data),
          },
          { label: 'Made', sorts: true, cell: ({ attributes }) => moment(attributes['created-at']) },
          { label: 'Expires', cell: ({ attributes }) => moment(attributes['expires-at']) },
          { label: 'Actions', end: true, cell: row => (may ? this.actions(row) : '') },
        ],
        key: `${JSON.stringify(filter)} ${this.done}`,
        query,
        load: (page, signal, sort) => this.dash.client.connectionInvites.list({ page, signal, sort, filter }),
        empty: nothingHere({
          drawing: 'link',
          isNarrowed: isNarrow(filter),
          title: 'No invites yet',
          words: 'With one you offer a connection to a partner whose identifier you do not know.',
        }),
      })}
    </section>`
  }

  private actions(invite: ConnectionInvite) {
    const { status: now } = invite.attributes
    if (now === 'accepted') return ''
    return html`<div class="row">
      <wa-button size="s" appearance="outlined" @click=${() => this.renew(invite)}>New link</wa-button>
      ${
        now === 'pending'
          ? html`<wa-button size="s" variant="danger" appearance="outlined" @click=${() => this.revoke(invite)}>Revoke</wa-button>`
          : ''
      }
    </div>`
  }

  private readonly invite = async () => {
    if (await openInviteForm(this.dash)) this.refresh()
  }

  private async renew(invite: ConnectionInvite) {
    if (await renewInvite(this.dash, invite)) this.refresh()
  }

  private async revoke({ id }: ConnectionInvite) {
    const isDone = await openConfirmation({
      heading: 'Revoke this invite?',
      words: 'Whoever has the link cannot accept it any more. It cannot be taken back.',
      action: 'Revoke',
      submit: () => this.dash.client.connectionInvites.revoke(id),
    })
    if (!isDone) return
    toast('Invite revoked')
    this.refresh()
  }
}
