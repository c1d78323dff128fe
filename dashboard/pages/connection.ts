import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { openConfirmation } from '../elements/dialog.ts'
import { toast } from '../elements/toast.ts'
import type { Connection } from '../shell/api-types.ts'
import { Page } from '../shell/page.ts'
import { dataTypes } from '../templates/data-types.ts'
import { facts } from '../templates/facts.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { moment } from '../templates/moment.ts'
import { notShownYet } from '../templates/opening.ts'
import { status, words } from '../templates/status.ts'

/** One connection: its conditions, and its next step. */
export class ConnectionPage extends Page {
  private readonly connection = new Task(this, {
    args: () => [this.objectId],
    task: ([id], { signal }) => this.dash.client.connections.retrieve(id, { signal }),
  })

  protected override render() {
    return html`<section class="page">
      ${
        this.connection.value
          ? this.shown(this.connection.value.data)
          : notShownYet('Connection', this.connection)
      }
    </section>`
  }

  private shown({ id, attributes }: Connection) {
    const isSource = attributes['source-organization-id'] === this.dash.me.organization.id
    const side = isSource ? 'destination' : 'source'
    return html`
      ${head({
        trail: { href: this.dash.at('/connections'), title: 'Connections' },
        title: attributes[`${side}-organization-name`],
        words: isSource ? 'You share, this partner receives.' : 'This partner shares, you receive.',
        actions: this.actions(attributes.status),
      })}
      <div class="panel">
        ${facts([
          ['Status', status(attributes.status)],
          ['Connection', identifier(id, null, true)],
          ['Source', party(attributes['source-organization-name'], attributes['source-organization-id'])],
          [
            'Destination',
            party(attributes['destination-organization-name'], attributes['destination-organization-id']),
          ],
          ['May travel', dataTypes(attributes['data-types'])],
          ['Consent of the person', words(attributes['lowest-consent-tier'])],
          ['Consent records needed', attributes['required-consents'].map(words).join(', ')],
          ['Tokens that no session asked for', words(attributes['unbound-tokens'])],
          ['Source’s page', attributes['share-url']],
          ['Source’s terms', terms(attributes['source-terms'])],
          ['Destination’s terms', terms(attributes['destination-terms'])],
          ['Created', moment(attributes['created-at'])],
          ['Changed', moment(attributes['updated-at'])],
        ])}
      </div>
    `
  }

  private actions(now: Connection['attributes']['status']) {
    if (!this.dash.may('operate')) return null
    const { attributes } = this.connection.value?.data ?? {}
    const own = this.dash.me.organization.id
    const isSource = attributes?.['source-organization-id'] === own
    const isDestination = attributes?.['destination-organization-id'] === own
    return html`
      ${
        now === 'pending' && isDestination
          ? html`<wa-button variant="brand" @click=${this.accept}>Accept</wa-button>`
          : nothing
      }
      ${
        now === 'inactive' && isSource
          ? html`<wa-button variant="brand" @click=${this.reactivate}>Reactivate</wa-button>`
          : nothing
      }
      ${
        now === 'inactive'
          ? nothing
          : html`<wa-button variant="danger" appearance="outlined" @click=${this.deactivate}>Deactivate</wa-button>`
      }
    `
  }

  private readonly accept = () =>
    this.move('accept', {
      heading: 'Accept this connection?',
      words: 'From now on this partner can create share tokens that you redeem.',
      action: 'Accept',
      done: 'Connection accepted',
    })

  private readonly reactivate = () =>
    this.move('reactivate', {
      heading: 'Offer this connection again?',
      words: 'It is pending until your partner accepts it again.',
      action: 'Reactivate',
      done: 'Connection offered again',
    })

  private readonly deactivate = () =>
    this.move('deactivate', {
      heading: 'Deactivate this connection?',
      words: 'Share tokens that nobody has redeemed expire at once, and that cannot be taken back.',
      action: 'Deactivate',
      done: 'Connection deactivated',
    })

  private async move(
    action: 'accept' | 'deactivate' | 'reactivate',
    { done, ...asked }: { heading: string; words: string; action: string; done: string },
  ) {
    const submit = () => this.dash.client.connections[action](this.objectId)
    if (!(await openConfirmation({ ...asked, submit }))) return
    toast(done)
    await this.connection.run()
  }
}

const party = (name: string, id: string) => html`${name} ${identifier(id)}`

const terms = (given: { url: string; version: string } | null) =>
  given && html`<a href=${given.url} rel="noreferrer">Version ${given.version}</a>`
