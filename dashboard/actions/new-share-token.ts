import { html } from 'lit'
import { openForm, openNotice } from '../elements/dialog.ts'
import { boxesField, selectField, textField, textIn } from '../elements/fields.ts'
import type { Connection } from '../shell/api-types.ts'
import type { Dash } from '../shell/dash.ts'
import { DATA_TYPES, isDataType } from '../templates/data-types.ts'
import { secret } from '../templates/identifier.ts'
import { partnerOf } from './partners.ts'

const DAY_SECONDS = 86_400

/** Makes a share token, whose secret form is told once. Resolves with whether one was made. */
export async function openShareTokenForm(dash: Dash, connections: readonly Connection[]): Promise<boolean> {
  const own = dash.me.organization.id
  const usable = connections.filter(
    ({ attributes }) => attributes.status === 'active' && attributes['source-organization-id'] === own,
  )
  if (usable.length === 0) {
    await openNotice(
      'New share token',
      html`<p>You have no active connection over which you share. Create one first, and have your partner accept it.</p>`,
    )
    return false
  }
  let token = ''
  const isMade = await openForm({
    heading: 'New share token',
    action: 'Create',
    body: html`
      ${selectField({
        label: 'For',
        name: 'connection',
        required: true,
        value: usable[0]?.id ?? '',
        choices: usable.map(one => [one.id, partnerOf(one, own)] as const),
      })}
      ${textField({
        label: 'What is shared',
        name: 'source',
        required: true,
        placeholder: 'inq_…',
        hint: 'The ID of your inquiry, account, transaction or verification.',
      })}
      ${selectField({
        label: 'Good for',
        name: 'days',
        value: '14',
        choices: [
          ['1', 'A day'],
          ['7', 'A week'],
          ['14', 'Two weeks'],
          ['21', 'Three weeks'],
        ],
      })}
      ${boxesField({ label: 'Data types that may travel', name: 'data-types', choices: DATA_TYPES, checked: () => true })}
    `,
    async submit(data) {
      const { meta } = await dash.client.shareTokens.create({
        'connection-id': textIn(data, 'connection') ?? '',
        'source-id': textIn(data, 'source') ?? '',
        'expires-in-seconds': Number(textIn(data, 'days')) * DAY_SECONDS,
        'data-types': data.getAll('data-types').map(String).filter(isDataType),
      })
      token = meta['share-token']
    },
  })
  if (!isMade) return false
  await openNotice(
    'The share token',
    html`<p>Hand it to your partner. Its secret form is shown only this once; what is redeemed by it is decided when it is.</p>
      ${secret(token, 'the share token')}`,
  )
  return true
}
