import { html } from 'lit'
import { openForm, openNotice } from '../elements/dialog.ts'
import { boxesField, selectField, textField, textIn } from '../elements/fields.ts'
import { toast } from '../elements/toast.ts'
import type { Dash } from '../shell/dash.ts'
import { DATA_TYPES, isDataType } from '../templates/data-types.ts'
import { secret } from '../templates/identifier.ts'

const DAY_SECONDS = 86_400

const travels = () =>
  boxesField({
    label: 'Data types that may travel',
    name: 'data-types',
    choices: DATA_TYPES,
    checked: () => true,
  })

const dataTypesIn = (data: FormData) => data.getAll('data-types').map(String).filter(isDataType)

/** Offers a connection to a partner whose identifier is known. Resolves with whether one was made. */
export const openConnectionForm = (dash: Dash): Promise<boolean> =>
  openForm({
    heading: 'New connection',
    action: 'Create',
    body: html`
      <p class="quiet">You share, your partner receives. It becomes active once your partner accepts it.</p>
      ${textField({ label: 'Partner’s organization ID', name: 'partner', placeholder: 'org_…', required: true })} ${travels()}
      ${textField({
        label: 'Your page that confirms sharing',
        name: 'share-url',
        type: 'url',
        hint: 'Where people are sent to confirm that you may share. Leave it empty if your backend creates share tokens by itself.',
      })}
    `,
    async submit(data) {
      const shareUrl = textIn(data, 'share-url')
      await dash.client.connections.create({
        'destination-organization-id': textIn(data, 'partner') ?? '',
        'data-types': dataTypesIn(data),
        ...(shareUrl === null ? {} : { 'share-url': shareUrl }),
      })
      toast('Connection created. Your partner can accept it now.')
    },
  })

/** Offers a connection by a link, which is told once. Resolves with whether one was made. */
export async function openInviteForm(dash: Dash): Promise<boolean> {
  let link = ''
  const isMade = await openForm({
    heading: 'Invite by link',
    action: 'Make the link',
    body: html`
      <p class="quiet">Whoever accepts the link becomes the destination of a connection that you share over.</p>
      ${textField({ label: 'Note to yourself', name: 'note', hint: 'For whom the link is.' })} ${travels()}
      ${selectField({
        label: 'Good for',
        name: 'days',
        value: '7',
        choices: [
          ['1', 'A day'],
          ['7', 'A week'],
          ['14', 'Two weeks'],
        ],
      })}
    `,
    async submit(data) {
      const note = textIn(data, 'note')
      const { meta } = await dash.client.connectionInvites.create({
        'data-types': dataTypesIn(data),
        'expires-in-seconds': Number(textIn(data, 'days')) * DAY_SECONDS,
        ...(note === null ? {} : { note }),
      })
      link = meta['invite-url']
    },
  })
  if (!isMade) return false
  await openNotice(
    'The invite link',
    html`<p>Send it to your partner by a way that you trust. It is shown only this once, and works once.</p>
      ${secret(link, 'the invite link')}`,
  )
  return true
}
