import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser'
import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import { openConfirmation, openForm } from '../elements/dialog.ts'
import { selectField, textField, textIn } from '../elements/fields.ts'
import { toast } from '../elements/toast.ts'
import type { Operator } from '../shell/api-types.ts'
import { buttonIcon, icon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { ownCall, type Role } from '../shell/operator.ts'
import { head } from '../templates/head.ts'
import { moment } from '../templates/moment.ts'

interface Passkey {
  id: string
  attributes: { name: string; 'created-at': string; 'last-used-at': string | null }
}

type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']

const ROLES = [
  ['viewer', 'Viewer: sees everything, changes nothing'],
  ['operator', 'Operator: does the everyday work'],
  ['admin', 'Administrator: decides how the organization works'],
] as const

const isRole = (word: string | null): word is Role => ROLES.some(([role]) => role === word)

const NAMES = { viewer: 'Viewer', operator: 'Operator', admin: 'Administrator' } as const

/** The role that was chosen; the least where none was. */
function roleIn(data: FormData): Role {
  const word = textIn(data, 'role')
  return isRole(word) ? word : 'viewer'
}

/** A list that is never paged, in the shape of one page. */
const whole = async <Row>(path: string) => {
  const { data } = await ownCall<{ data: Row[] }>('GET', path)
  return { data, links: { prev: null, next: null } }
}

/** Who may sign in, and by which passkeys one does so oneself. People belong to the organization, not to an environment. */
export class PeoplePage extends ListPage {
  protected override render() {
    const isAdmin = this.dash.may('administer')
    return html`<section class="page">
      ${head({
        title: 'People',
        words: 'Who of your organization may sign in here, in both environments.',
        actions: isAdmin
          ? html`<wa-button variant="brand" @click=${this.invite}>${buttonIcon('plus')}Let somebody in</wa-button>`
          : null,
      })}
      ${dataTable<Operator>({
        caption: 'People',
        columns: [
          { label: 'Name', cell: ({ attributes }) => html`<strong>${attributes.name}</strong>` },
          { label: 'E-mail address', cell: ({ attributes }) => attributes.email },
          { label: 'Role', cell: ({ attributes }) => NAMES[attributes.role] },
          {
            label: 'Since',
            sorts: true,
            cell: ({ attributes }) => moment(attributes['created-at'], 'day'),
          },
          {
            label: 'Actions',
            end: true,
            cell: person =>
              isAdmin
                ? html`<div class="row">
                    <wa-button size="s" appearance="outlined" @click=${() => this.change(person)}>Change</wa-button>
                    <wa-button size="s" variant="danger" appearance="outlined" @click=${() => this.takeOut(person)}>Remove</wa-button>
                  </div>`
                : '',
          },
        ],
        key: String(this.done),
        query: this.query,
        load: (page, signal, sort) => this.dash.client.operators.list({ page, signal, sort }),
        empty: html`${icon('inquiries')}<h2>Nobody</h2>`,
      })}
      <section aria-labelledby="passkeys">
        <div class="panel-head">
          <h2 id="passkeys">Your passkeys</h2>
          ${
            browserSupportsWebAuthn()
              ? html`<wa-button size="s" appearance="outlined" @click=${this.addPasskey}>${buttonIcon('key')}Add a passkey</wa-button>`
              : html`<p class="quiet">This browser has no passkeys.</p>`
          }
        </div>
        ${dataTable<Passkey>({
          caption: 'Your passkeys',
          columns: [
            { label: 'Passkey', cell: ({ attributes }) => html`<strong>${attributes.name}</strong>` },
            { label: 'Made', cell: ({ attributes }) => moment(attributes['created-at']) },
            { label: 'Last used', cell: ({ attributes }) => moment(attributes['last-used-at']) },
            {
              label: 'Actions',
              end: true,
              cell: passkey =>
                html`<wa-button size="s" variant="danger" appearance="outlined" @click=${() => this.removePasskey(passkey)}>Remove</wa-button>`,
            },
          ],
          key: String(this.done),
          query: null,
          load: () => whole<Passkey>('/passkeys'),
          empty: html`${icon('key')}
            <h3>No passkeys yet</h3>
            <p>With one you sign in by your fingerprint, face or screen lock, and no mail is needed.</p>`,
        })}
      </section>
    </section>`
  }

  private readonly invite = async () => {
    const isDone = await openForm({
      heading: 'Let somebody in',
      action: 'Let in',
      body: html`
        ${textField({ label: 'Name', name: 'name', required: true })}
        ${textField({ label: 'E-mail address', name: 'email', required: true, hint: 'A sign-in link is sent there.' })}
        ${selectField({ label: 'Role', name: 'role', value: 'viewer', choices: ROLES })}
      `,
      submit: data =>
        this.dash.client.operators.create({
          name: textIn(data, 'name') ?? '',
          email: textIn(data, 'email') ?? '',
          role: roleIn(data),
        }),
    })
    if (isDone) this.say('They can sign in now')
  }

  private async change({ id, attributes }: Operator) {
    const isDone = await openForm({
      heading: `Change ${attributes.name}`,
      action: 'Save',
      body: html`
        ${textField({ label: 'Name', name: 'name', value: attributes.name, required: true })}
        ${selectField({ label: 'Role', name: 'role', value: attributes.role, choices: ROLES })}
      `,
      submit: data =>
        this.dash.client.operators.update(id, { name: textIn(data, 'name') ?? '', role: roleIn(data) }),
    })
    if (isDone) this.say('Saved')
  }

  private async takeOut({ id, attributes }: Operator) {
    const isDone = await openConfirmation({
      heading: `Remove ${attributes.name}?`,
      words: 'They are signed out at once and cannot sign in any more. What they did stays in the audit log.',
      action: 'Remove',
      submit: () => this.dash.client.operators.delete(id),
    })
    if (isDone) this.say('Removed')
  }

  private readonly addPasskey = async () => {
    const isDone = await openForm({
      heading: 'Add a passkey',
      action: 'Go on',
      body: html`${textField({ label: 'What you call it', name: 'name', value: 'This device', required: true })}`,
      submit: async data => {
        const optionsJSON = await ownCall<CreationOptions>('POST', '/passkeys/options')
        const credential = await startRegistration({ optionsJSON })
        await ownCall('POST', '/passkeys', { ...credential, name: textIn(data, 'name') })
      },
    })
    if (isDone) this.say('Passkey added')
  }

  private async removePasskey({ id, attributes }: Passkey) {
    const isDone = await openConfirmation({
      heading: `Remove ${attributes.name}?`,
      words: 'You cannot sign in by it any more.',
      action: 'Remove',
      submit: () => ownCall('DELETE', `/passkeys/${id}`),
    })
    if (isDone) this.say('Passkey removed')
  }

  private say(text: string) {
    toast(text)
    this.refresh()
  }
}
