import { html } from 'lit'
import { openForm, openNotice } from '../elements/dialog.ts'
import { boxesField, selectField, textField, textIn } from '../elements/fields.ts'
import { toast } from '../elements/toast.ts'
import type { ConnectionInvite } from '../shell/api-types.ts'
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
      ${goodFor()}
    `,
    async submit(data) {
      const note = textIn(data, 'note')
      const { meta } = await dash.client.connectionInvites.create({
        'data-types': dataTypesIn(data),
        'expires-in-seconds': secondsIn(data),
        ...(note === null ? {} : { note }),
      })
      link = meta['invite-url']
    },
  })
  if (!isMade) return false
  await showLink(link)
  return true
}

/** Makes another link of the same offer, and revokes the one before where it could still be accepted. Resolves with whether it was done. */
export async function renewInvite(dash: Dash, { id, attributes }: ConnectionInvite): Promise<boolean> {
  const isPending = attributes.status === 'pending'
  let link = ''
  const isDone = await openForm({
    heading: 'Make a new link?',
    action: 'Make the link',
    body: html`<p>
        It offers the same connection${isPending ? '. The link before it is revoked, and cannot be accepted any more' : ''}.
      </p>
      ${goodFor()}`,
    async submit(data) {
      // A second try only revokes: what was made the first time is shown.
      if (link === '') link = await offerAgain(dash, attributes, secondsIn(data))
      if (isPending) await dash.client.connectionInvites.revoke(id)
    },
  })
  // The link is told this once, even where the one before it could not be revoked.
  if (link !== '') await showLink(link)
  return isDone || link !== ''
}

/** The link of an invite on the same conditions. */
async function offerAgain(
  dash: Dash,
  attributes: ConnectionInvite['attributes'],
  expiresInSeconds: number,
): Promise<string> {
  const { note, 'share-url': shareUrl, 'source-terms': terms } = attributes
  const { meta } = await dash.client.connectionInvites.create({
    'data-types': attributes['data-types'],
    'lowest-consent-tier': attributes['lowest-consent-tier'],
    'unbound-tokens': attributes['unbound-tokens'],
    'required-consents': attributes['required-consents'],
    'expires-in-seconds': expiresInSeconds,
    ...(note === null ? {} : { note }),
    ...(shareUrl === null ? {} : { 'share-url': shareUrl }),
    ...(terms === null ? {} : { terms }),
  })
  return meta['invite-url']
}

const goodFor = () =>
  selectField({
    label: 'Good for',
    name: 'days',
    value: '7',
    choices: [
      ['1', 'A day'],
      ['7', 'A week'],
      ['14', 'Two weeks'],
    ],
  })

const secondsIn = (data: FormData): number => Number(textIn(data, 'days')) * DAY_SECONDS

const showLink = (link: string): Promise<void> =>
  openNotice(
    'The invite link',
    html`<p>Send it to your partner by a way that you trust. It is shown only this once, and works once.</p>
      ${secret(link, 'the invite link')}`,
  )
