import { html, nothing } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import { openConfirmation, openNotice } from '../elements/dialog.ts'
import { toast } from '../elements/toast.ts'
import type { Webhook, WebhookDelivery } from '../shell/api-types.ts'
import { ObjectPage } from '../shell/object-page.ts'
import { facts } from '../templates/facts.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier, secret } from '../templates/identifier.ts'
import { commonFilter, DAYS, isNarrow, oneOf } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { status, words } from '../templates/status.ts'

const STATUSES = ['pending', 'delivered', 'failed'] as const

/** One webhook, with what became of each event on its way there. */
export class WebhookPage extends ObjectPage<Webhook> {
  protected override readonly what = 'Webhook'
  private redelivered = 0

  protected override async read(id: string, signal: AbortSignal) {
    return (await this.dash.client.webhooks.retrieve(id, { signal })).data
  }

  protected override draw({ id, attributes }: Webhook) {
    return html`
      ${head({
        trail: { href: this.dash.at('/webhooks'), title: 'Webhooks' },
        title: attributes.name,
        words: status(attributes.status),
        actions: this.actions(attributes.status),
      })}
      <div class="panel">
        ${facts([
          ['Address', html`<code>${attributes.url}</code>`],
          ['Webhook', identifier(id, null, true)],
          [
            'Events',
            html`<span class="chips">${attributes['enabled-events'].map(one => html`<span class="chip">${one === '*' ? 'All events' : one}</span>`)}</span>`,
          ],
          ['Description', attributes.description],
          ['Created', moment(attributes['created-at'])],
        ])}
      </div>
      <section aria-labelledby="deliveries">
        <div class="panel-head">
          <h2 id="deliveries">Deliveries</h2>
          ${
            this.dash.may('operate') && attributes.status !== 'archived'
              ? html`<wa-button size="s" appearance="outlined" @click=${this.redeliverAll}>Send all failed ones again</wa-button>`
              : nothing
          }
        </div>
        <div class="filter-row">
        ${filters(this.query, [
          { name: 'status', label: 'Delivery status', choices: STATUSES },
          { name: 'event', label: 'Event', placeholder: 'inquiry.completed' },
          ...DAYS,
        ])}
        ${finder({ query: this.query, label: 'Search deliveries', placeholder: 'ID, reference or partner' })}
        </div>
        ${this.deliveries(id, attributes.status !== 'archived')}
      </section>
    `
  }

  private deliveries(id: string, isAlive: boolean) {
    const wanted = oneOf(this.query, 'status', STATUSES)
    const event = this.query.get('event')?.trim()
    const narrowing = {
      ...(wanted ? { status: wanted } : {}),
      ...(event ? { 'event-name': event } : {}),
      ...commonFilter(this.query),
    }
    const filter = { 'webhook-id': id, ...narrowing }
    return dataTable<WebhookDelivery>({
      caption: 'Deliveries',
      columns: [
        {
          label: 'Event',
          cell: ({ attributes, relationships }) =>
            html`<code>${attributes['event-name']}</code><br />${identifier(relationships?.event.data?.id ?? '')}`,
        },
        {
          label: 'Created',
          sorts: true,
          cell: ({ attributes }) => moment(attributes['created-at'], 'second'),
        },
        {
          label: 'Status',
          cell: ({ attributes }) =>
            html`${status(attributes.status)}<br /><small>${answerOf(attributes)}</small>`,
        },
        { label: 'Attempts', end: true, cell: ({ attributes }) => attributes['attempts-made'] },
        { label: 'Last attempt', cell: ({ attributes }) => attemptsOf(attributes) },
        {
          label: 'Actions',
          end: true,
          cell: row =>
            this.dash.may('operate') && isAlive
              ? html`<wa-button size="s" appearance="outlined" @click=${() => this.redeliver(row)}>Send again</wa-button>`
              : '',
        },
      ],
      key: `${JSON.stringify(filter)} ${this.redelivered}`,
      query: this.query,
      load: (page, signal, sort) => this.dash.client.webhookDeliveries.list({ page, signal, sort, filter }),
      empty: nothingHere({
        drawing: 'webhooks',
        isNarrowed: isNarrow(narrowing),
        title: 'Nothing was delivered yet',
        level: 3,
      }),
    })
  }

  private actions(now: Webhook['attributes']['status']) {
    if (!this.dash.may('administer') || now === 'archived') return null
    const { webhooks } = this.dash.client
    return html`
      <wa-button appearance="outlined" @click=${this.rotate}>New secret</wa-button>
      <wa-button variant="danger" appearance="outlined" @click=${() =>
        this.act('Webhook archived', () => webhooks.archive(this.objectId), {
          heading: 'Archive this webhook?',
          words: 'Nothing is sent there any more. It cannot be taken back.',
          action: 'Archive',
        })}>Archive</wa-button>
      ${
        now === 'enabled'
          ? html`<wa-button appearance="outlined" @click=${() => this.act('Webhook disabled', () => webhooks.disable(this.objectId))}>Disable</wa-button>`
          : html`<wa-button variant="brand" @click=${() => this.act('Webhook enabled', () => webhooks.enable(this.objectId))}>Enable</wa-button>`
      }
    `
  }

  private readonly rotate = async () => {
    let value = ''
    const isDone = await openConfirmation({
      heading: 'Make a new signing secret?',
      words: 'The earlier one signs as well for a day, so that your backend can change over.',
      action: 'Make it',
      submit: async () => {
        const { data } = await this.dash.client.webhooks.rotateSecret(this.objectId)
        value = data.attributes.secret
      },
    })
    if (isDone) {
      await openNotice(
        'The new signing secret',
        html`<p>It is shown only this once.</p>${secret(value, 'the signing secret')}`,
      )
    }
  }

  private async redeliver({ id }: WebhookDelivery) {
    await this.dash.client.webhookDeliveries.redeliver(id)
    toast('It is sent again')
    this.redelivered++
    this.requestUpdate()
  }

  private readonly redeliverAll = async () => {
    const { meta } = await this.dash.client.webhooks.redeliver(this.objectId)
    toast(`${meta.deliveries} ${meta.deliveries === 1 ? 'delivery is' : 'deliveries are'} sent again`)
    this.redelivered++
    this.requestUpdate()
  }
}

/** When it was last tried, and when it will be again. */
function attemptsOf(attributes: WebhookDelivery['attributes']) {
  const last = moment(attributes['last-attempted-at'], 'second')
  const next = attributes['next-attempt-at']
  return next === null ? last : html`${last}<br /><small>next ${moment(next, 'second')}</small>`
}

function answerOf(attributes: WebhookDelivery['attributes']) {
  const code = attributes['response-status']
  const reason = attributes['failure-reason']
  if (code !== null) return html`HTTP ${code}`
  return reason === null ? html`<span class="quiet">–</span>` : words(reason)
}
