import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import { openConfirmation, openForm, openNotice } from '../elements/dialog.ts'
import { areaField, boxesField, textField, textIn } from '../elements/fields.ts'
import { toast } from '../elements/toast.ts'
import type { ApiKey } from '../shell/api-types.ts'
import { buttonIcon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier, secret } from '../templates/identifier.ts'
import { isNarrow, searchIn } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { status } from '../templates/status.ts'

type Permission = NonNullable<
  Parameters<import('../shell/dash.ts').Dash['client']['apiKeys']['create']>[0]['permissions']
>[number]

/** Everything that a key can be allowed; one that is missing here does not compile. */
const KNOWN: Readonly<Record<Permission, true>> = {
  'account.read': true,
  'account.write': true,
  'agreement.read': true,
  'agreement.sign': true,
  'api-key.read': true,
  'api-key.write': true,
  'audit.read': true,
  'connect.read': true,
  'connect.create': true,
  'connect.accept': true,
  'connect.redeem': true,
  'document.read': true,
  'event.read': true,
  'inquiry.read': true,
  'inquiry.write': true,
  'inquiry-template.read': true,
  'inquiry-template.write': true,
  'operator.read': true,
  'operator.write': true,
  'reference-list.read': true,
  'reference-list.write': true,
  'sandbox.reset': true,
  'transaction.read': true,
  'transaction.write': true,
  'usage.read': true,
  'verification.read': true,
  'verification.write': true,
  'webhook.read': true,
  'webhook.write': true,
  'workflow.read': true,
  'workflow.write': true,
}

const isPermission = (word: string): word is Permission => Object.hasOwn(KNOWN, word)

const PERMISSIONS = Object.keys(KNOWN).filter(isPermission)

const isOver = ({ attributes }: ApiKey): boolean => {
  const until = attributes['expires-at']
  return until !== null && Date.parse(until) <= Date.now()
}

/** API keys: what backends authenticate by. */
export class ApiKeysPage extends ListPage {
  protected override render() {
    const { query } = this
    const may = this.dash.may('administer')
    const search = searchIn(query)
    const filter = search ? { search } : {}
    return html`<section class="page">
      ${head({
        title: 'API keys',
        words: 'By these your backends authenticate, each within its permissions and this environment alone.',
        actions: may
          ? html`<wa-button variant="brand" @click=${this.create}>${buttonIcon('plus')}New API key</wa-button>`
          : null,
      })}
      ${finder({ query, label: 'Search API keys', placeholder: 'Name or ID' })}
      ${dataTable<ApiKey>({
        caption: 'API keys',
        columns: [
          {
            label: 'Name',
            cell: ({ attributes }) =>
              html`<strong>${attributes.name}</strong><br /><small>${attributes.note}</small>`,
          },
          { label: 'Key', cell: ({ id }) => identifier(id) },
          { label: 'Status', cell: row => status(isOver(row) ? 'expired' : 'active') },
          {
            label: 'Permissions',
            cell: ({ attributes }) =>
              html`<details><summary>${attributes.permissions.length} of ${PERMISSIONS.length}</summary><span class="chips">${attributes.permissions.map(one => html`<span class="chip">${one}</span>`)}</span></details>`,
          },
          {
            label: 'Created',
            sorts: true,
            cell: ({ attributes }) => moment(attributes['created-at'], 'day'),
          },
          { label: 'Expires', cell: ({ attributes }) => moment(attributes['expires-at']) },
          {
            label: 'Actions',
            end: true,
            cell: row =>
              may && !isOver(row)
                ? html`<wa-button size="s" variant="danger" appearance="outlined" @click=${() => this.expire(row)}>Expire</wa-button>`
                : '',
          },
        ],
        key: `${JSON.stringify(filter)} ${this.done}`,
        query,
        load: (page, signal, sort) => this.dash.client.apiKeys.list({ page, signal, sort, filter }),
        empty: nothingHere({
          drawing: 'api-keys',
          isNarrowed: isNarrow(filter),
          title: 'No API keys yet',
          words: 'A backend needs one to call the API.',
        }),
      })}
    </section>`
  }

  private readonly create = async () => {
    let value = ''
    const isDone = await openForm({
      heading: 'New API key',
      action: 'Create',
      body: html`
        ${textField({ label: 'Name', name: 'name', required: true, hint: 'Which backend uses it.' })}
        ${boxesField({
          label: 'Permissions',
          name: 'permissions',
          choices: PERMISSIONS.map(one => [one, one] as const),
          // Who may sign in is for few backends to know, let alone to decide.
          checked: one => !one.startsWith('operator.'),
        })}
        ${areaField({
          label: 'Addresses that it may be used from',
          name: 'addresses',
          rows: 2,
          hint: 'IP addresses, one a line. From everywhere where there are none.',
        })}
      `,
      submit: async data => {
        const addresses = (textIn(data, 'addresses') ?? '').split(/\s+/).filter(Boolean)
        const { data: made } = await this.dash.client.apiKeys.create({
          name: textIn(data, 'name') ?? '',
          permissions: data.getAll('permissions').map(String).filter(isPermission),
          ...(addresses.length === 0 ? {} : { 'ip-address-allowlist': addresses }),
        })
        value = made.attributes.value
      },
    })
    if (!isDone) return
    this.refresh()
    await openNotice(
      'The API key',
      html`<p>Keep it where your backend finds it and nobody else does. It is shown only this once.</p>
        ${secret(value, 'the API key')}`,
    )
  }

  private async expire({ id, attributes }: ApiKey) {
    const isDone = await openConfirmation({
      heading: `Expire ${attributes.name}?`,
      words: 'Whatever backend uses it is refused from this moment on. It cannot be taken back.',
      action: 'Expire',
      submit: () => this.dash.client.apiKeys.expire(id, { 'expires-in-seconds': 0 }),
    })
    if (!isDone) return
    toast('API key expired')
    this.refresh()
  }
}
