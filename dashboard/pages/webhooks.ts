import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import { openForm, openNotice } from '../elements/dialog.ts'
import { areaField, textField, textIn } from '../elements/fields.ts'
import type { Webhook } from '../shell/api-types.ts'
import { buttonIcon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier, secret } from '../templates/identifier.ts'
import { isNarrow, oneOf, searchIn } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { status } from '../templates/status.ts'

const STATUSES = ['disabled', 'enabled', 'archived'] as const

/** Webhooks: where the organization wants to hear of what happens. */
export class WebhooksPage extends ListPage {
  protected override render() {
    const { query } = this
    const wanted = oneOf(query, 'status', STATUSES)
    const search = searchIn(query)
    const filter = { ...(wanted ? { status: wanted } : {}), ...(search ? { search } : {}) }
    return html`<section class="page">
      ${head({
        title: 'Webhooks',
        words:
          'Where you want to hear of what happens. Each delivery is signed, tried again, and can be sent once more.',
        actions: this.dash.may('administer')
          ? html`<wa-button variant="brand" @click=${this.create}>${buttonIcon('plus')}New webhook</wa-button>`
          : null,
      })}
      <div class="filter-row">
        ${filters(query, [{ name: 'status', label: 'Status', choices: STATUSES }])}
        ${finder({
          query,
          label: 'Search webhooks',
          placeholder: 'Name or ID',
          object: { prefix: 'wbh_', at: id => this.dash.at(`/webhooks/${id}`) },
        })}
      </div>
      ${dataTable<Webhook>({
        caption: 'Webhooks',
        columns: [
          {
            label: 'Name',
            cell: ({ id, attributes }) =>
              html`<a href=${this.dash.at(`/webhooks/${id}`)}>${attributes.name}</a>`,
          },
          { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
          { label: 'Address', cell: ({ attributes }) => html`<code>${attributes.url}</code>` },
          { label: 'Webhook', cell: ({ id }) => identifier(id) },
          {
            label: 'Created',
            sorts: true,
            cell: ({ attributes }) => moment(attributes['created-at'], 'day'),
          },
        ],
        key: `${JSON.stringify(filter)} ${this.done}`,
        query,
        load: (page, signal, sort) => this.dash.client.webhooks.list({ page, signal, sort, filter }),
        empty: nothingHere({
          drawing: 'webhooks',
          isNarrowed: isNarrow(filter),
          title: 'No webhooks yet',
          words: 'Without one, your backend has to ask for what happened.',
        }),
      })}
    </section>`
  }

  private readonly create = async () => {
    let value = ''
    const isDone = await openForm({
      heading: 'New webhook',
      action: 'Create',
      body: html`
        ${textField({ label: 'Name', name: 'name', required: true })}
        ${textField({ label: 'Address', name: 'url', type: 'url', required: true, placeholder: 'https://…' })}
        ${areaField({
          label: 'Events',
          name: 'events',
          value: '*',
          required: true,
          hint: 'Names of events, such as inquiry.completed, one a line; * for all.',
        })}
      `,
      submit: async data => {
        const { data: made } = await this.dash.client.webhooks.create({
          name: textIn(data, 'name') ?? '',
          url: textIn(data, 'url') ?? '',
          'enabled-events': (textIn(data, 'events') ?? '').split(/[\s,]+/).filter(Boolean),
        })
        value = made.attributes.secret
      },
    })
    if (!isDone) return
    this.refresh()
    await openNotice(
      'The signing secret',
      html`<p>Verify each delivery with it. It is shown only this once. The webhook is disabled until you enable it.</p>
        ${secret(value, 'the signing secret')}`,
    )
  }
}
