import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import type { InquiryTemplate } from '../shell/api-types.ts'
import { buttonIcon, icon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { status } from '../templates/status.ts'

/** Inquiry templates: what the organization requires of a person. */
export class TemplatesPage extends ListPage {
  protected override render() {
    return html`<section class="page">
      ${head({
        title: 'Templates',
        words:
          'What you require of a person: fields, documents and verifications, and what is decided by them.',
        actions: this.dash.may('administer')
          ? html`<wa-button variant="brand" href=${this.dash.at('/templates/new')}>${buttonIcon('plus')}New template</wa-button>`
          : null,
      })}
      ${dataTable<InquiryTemplate>({
        caption: 'Templates',
        columns: [
          {
            label: 'Name',
            cell: ({ id, attributes }) =>
              html`<a href=${this.dash.at(`/templates/${id}`)}>${attributes.name}</a>`,
          },
          { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
          { label: 'Template', cell: ({ id }) => identifier(id) },
        ],
        key: String(this.done),
        query: this.query,
        load: (page, signal, sort) => this.dash.client.inquiryTemplates.list({ page, signal, sort }),
        empty: html`${icon('templates')}
          <h2>No templates yet</h2>
          <p>A template says what an inquiry needs before it can be decided.</p>`,
      })}
    </section>`
  }
}
