import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import { openForm } from '../elements/dialog.ts'
import { textField, textIn } from '../elements/fields.ts'
import { toast } from '../elements/toast.ts'
import type { Agreement, AgreementSignature } from '../shell/api-types.ts'
import { icon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { moment } from '../templates/moment.ts'
import { objectLink } from '../templates/object-link.ts'
import { status } from '../templates/status.ts'

/** The agreement that production needs, in versions, and who has signed it. */
export class AgreementsPage extends ListPage {
  protected override render() {
    return html`<section class="page">
      ${head({
        title: 'Agreements',
        words:
          'Production shares and redeems under one agreement, signed by each organization on its own. A new version has a time of grace.',
      })}
      ${dataTable<Agreement>({
        caption: 'Versions',
        columns: [
          { label: 'Version', cell: ({ attributes }) => html`<strong>${attributes.version}</strong>` },
          { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
          { label: 'Signed', cell: ({ attributes }) => moment(attributes['signed-at']) },
          { label: 'In force', cell: ({ attributes }) => moment(attributes['effective-at'], 'day') },
          { label: 'To be signed until', cell: ({ attributes }) => moment(attributes['grace-until'], 'day') },
          {
            label: 'Actions',
            end: true,
            cell: row => html`<wa-button size="s" appearance="outlined" @click=${() => this.read(row)}>
              ${this.maySign(row) ? 'Read and sign' : 'Read'}
            </wa-button>`,
          },
        ],
        key: String(this.done),
        query: this.query,
        load: (page, signal) => this.dash.client.agreements.list({ page, signal }),
        empty: html`${icon('agreements')}<h2>No agreement yet</h2><p>Whoever runs this server has published none.</p>`,
      })}
      <section aria-labelledby="signatures">
        <h2 id="signatures">Your signatures</h2>
        ${dataTable<AgreementSignature>({
          caption: 'Your signatures',
          columns: [
            {
              label: 'Signed by',
              cell: ({ attributes }) =>
                html`<strong>${attributes['signer-name']}</strong><br /><small>${attributes['signer-title']}, ${attributes['signer-email']}</small>`,
            },
            {
              label: 'Agreement',
              cell: ({ relationships }) => objectLink(this.dash, relationships?.agreement.data),
            },
            {
              label: 'Hash of what was read',
              cell: ({ attributes }) => html`<code class="hash">${attributes['document-hash']}</code>`,
            },
            { label: 'Signature', cell: ({ id }) => identifier(id) },
            {
              label: 'When',
              sorts: true,
              cell: ({ attributes }) => moment(attributes['created-at'], 'second'),
            },
          ],
          key: String(this.done),
          query: this.query,
          name: 'signatures',
          load: (page, signal, sort) => this.dash.client.agreementSignatures.list({ page, signal, sort }),
          empty: html`${icon('agreements')}<h3>Nothing is signed yet</h3>`,
        })}
      </section>
    </section>`
  }

  private maySign({ attributes }: Agreement): boolean {
    return (
      attributes['signed-at'] === null && attributes.status !== 'superseded' && this.dash.may('administer')
    )
  }

  private async read(agreement: Agreement) {
    const { id, attributes } = agreement
    const maySign = this.maySign(agreement)
    const text = html`<pre class="text" tabindex="0" aria-label="The agreement">${attributes.text}</pre>
      <p class="quiet">SHA-256: <code>${attributes['document-hash']}</code></p>`
    const isSigned = await openForm({
      heading: `Agreement, version ${attributes.version}`,
      action: maySign ? 'Sign for the organization' : 'Done',
      body: maySign
        ? html`${text} ${textField({ label: 'Your name', name: 'name', required: true, value: this.dash.me.operator.name })}
            ${textField({ label: 'Your position', name: 'title', required: true })}
            ${textField({ label: 'Your e-mail address', name: 'email', required: true })}`
        : text,
      submit: async data => {
        if (!maySign) return
        await this.dash.client.agreementSignatures.create({
          'agreement-id': id,
          'document-hash': attributes['document-hash'],
          'signer-name': textIn(data, 'name') ?? '',
          'signer-title': textIn(data, 'title') ?? '',
          'signer-email': textIn(data, 'email') ?? '',
        })
      },
    })
    if (!isSigned || !maySign) return
    toast('Agreement signed')
    this.refresh()
  }
}
