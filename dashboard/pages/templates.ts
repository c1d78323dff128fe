import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import type { InquiryTemplate } from '../shell/api-types.ts'
import { buttonIcon } from '../shell/icons.ts'
import { ListPage } from '../shell/list-page.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { isNarrow, ORDER, searchIn } from '../templates/list-filter.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { status } from '../templates/status.ts'

/** Inquiry templates: what the organization requires of a person. */
export class TemplatesPage extends ListPage {
  protected override render() {
    const { query } = this
    const search = searchIn(query)
    const filter = search ? { search } : {}
    return html`<section class="page">
      ${head({
        title: 'Templates',
        words:
          'What you require of a person: fields, documents and verifications, and what is decided by them.',
        actions: this.dash.may('administer')
          ? html`<wa-button variant="brand" href=${this.dash.at('/templates/new')}>${buttonIcon('plus')}New template</wa-button>`
          : null,
      })}
      <div class="filter-row">
        ${filters(query, [ORDER])}
        ${finder({
          query,
          label: 'Search templates',
          placeholder: 'Name or ID',
          object: { prefix: 'itmpl_', at: id => this.dash.at(`/templates/${id}`) },
        })}
      </div>
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
        key: `${JSON.stringify(filter)} ${this.done}`,
        query,
        load: (page, signal, sort) => this.dash.client.inquiryTemplates.list({ page, signal, sort, filter }),
        empty: nothingHere({
          drawing: 'templates',
          isNarrowed: isNarrow(filter),
          title: 'No templates yet',
          words: 'A template says what an inquiry needs before it can be decided.',
        }),
      })}
    </section>`
  }
}
