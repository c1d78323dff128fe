import { Task } from '@lit/task'
import { html } from 'lit'
import { dataTable } from '../elements/data-table.ts'
import type { Inquiry } from '../shell/api-types.ts'
import { Page } from '../shell/page.ts'
import { filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { DAYS, daysIn, isNarrow, oneOf, searchIn } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { objectLink } from '../templates/object-link.ts'
import { status } from '../templates/status.ts'

const STATUSES = [
  'created',
  'pending',
  'completed',
  'approved',
  'needs_review',
  'declined',
  'failed',
  'expired',
] as const

const TEMPLATES_MAX = 100

/** Inquiries: people, as this organization knows them. */
export class InquiriesPage extends Page {
  private readonly templates = new Task(this, {
    args: () => [],
    task: (_, { signal }) =>
      this.dash.client.inquiryTemplates.list({ page: { size: TEMPLATES_MAX }, signal }),
  })

  protected override render() {
    const { query } = this
    const templates = this.templates.value?.data ?? []
    return html`<section class="page">
      ${head({ title: 'Inquiries', words: 'One person’s run of a template: what is known of them, and how it was verified.' })}
      <div class="filter-row">
        ${filters(query, [
          { name: 'status', label: 'Status', choices: STATUSES },
          {
            name: 'template',
            label: 'Template',
            choices: templates.map(({ id, attributes }) => [id, attributes.name] as const),
          },
          ...DAYS,
        ])}
        ${finder({
          query,
          label: 'Search inquiries',
          placeholder: 'ID, reference or account',
          object: { prefix: 'inq_', at: id => this.dash.at(`/inquiries/${id}`) },
        })}
      </div>
      ${this.table()}
    </section>`
  }

  private table() {
    const { query } = this
    const wanted = oneOf(query, 'status', STATUSES)
    const template = query.get('template')
    const search = searchIn(query)
    const filter = {
      ...(wanted ? { status: wanted } : {}),
      ...(template ? { 'inquiry-template-id': template } : {}),
      ...(search === undefined
        ? {}
        : search.startsWith('act_')
          ? { 'account-id': search }
          : { 'reference-id': search }),
      ...daysIn(query),
    }
    return dataTable<Inquiry>({
      caption: 'Inquiries',
      columns: [
        {
          label: 'Person',
          cell: row => html`<a href=${this.dash.at(`/inquiries/${row.id}`)}>${nameIn(row)}</a>`,
        },
        { label: 'Status', cell: ({ attributes }) => status(attributes.status) },
        { label: 'Inquiry', cell: ({ id }) => identifier(id) },
        {
          label: 'Template',
          cell: ({ relationships }) => this.templateName(relationships?.['inquiry-template']?.data?.id),
        },
        {
          label: 'Reference',
          cell: ({ attributes }) => attributes['reference-id'] ?? html`<span class="quiet">–</span>`,
        },
        { label: 'Created', sorts: true, cell: ({ attributes }) => moment(attributes['created-at']) },
      ],
      key: JSON.stringify(filter),
      query,
      load: (page, signal, sort) => this.dash.client.inquiries.list({ page, signal, sort, filter }),
      empty: nothingHere({
        drawing: 'inquiries',
        isNarrowed: isNarrow(filter),
        title: 'No inquiries yet',
        words: 'They come from redeemed share tokens, from sessions on your page, or from your backend.',
      }),
    })
  }

  private templateName(id: string | undefined) {
    if (id === undefined) return html`<span class="quiet">Cloned</span>`
    const found = this.templates.value?.data.find(template => template.id === id)
    if (found === undefined) return objectLink(this.dash, { type: 'inquiry-template', id })
    return html`<a href=${this.dash.at(`/templates/${id}`)}>${found.attributes.name}</a>`
  }
}

/** The person's name, where the inquiry has one. */
export function nameIn({ attributes }: Inquiry): string {
  const parts = ['name-first', 'name-last'].map(key => attributes.fields[key]?.value)
  const name = parts.filter(Boolean).join(' ')
  return name === '' ? 'Without a name' : name
}
