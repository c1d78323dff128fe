import { html } from 'lit'
import { saveJson } from '../actions/save.ts'
import { dataTable } from '../elements/data-table.ts'
import { toast } from '../elements/toast.ts'
import type { AuditEntry } from '../shell/api-types.ts'
import { Page } from '../shell/page.ts'
import { dateEnd, dateStart, filters } from '../templates/filters.ts'
import { finder } from '../templates/finder.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { isNarrow, oneOf, searchIn } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { wordsOf } from '../templates/problem.ts'
import { words } from '../templates/status.ts'

const ACTORS = ['api-key', 'operator', 'workflow', 'session'] as const

/** Who did what, each entry with a proof that nothing of it was changed. */
export class AuditPage extends Page {
  protected override render() {
    const { query } = this
    const actor = oneOf(query, 'actor', ACTORS)
    const about = searchIn(query)
    const filter = {
      ...(about ? { 'object-id': about } : {}),
      ...(actor ? { 'actor-type': actor } : {}),
      ...dateStart('created-at-start', query.get('from')),
      ...dateEnd('created-at-end', query.get('to')),
    }
    return html`<section class="page">
      ${head({
        title: 'Audit',
        words:
          'Who did what in this environment. Each entry has a signed proof, to be verified offline, that it is as it was written.',
      })}
      <div class="filter-row">
        ${filters(query, [
          { name: 'actor', label: 'Done by', choices: ACTORS },
          { name: 'from', label: 'From' },
          { name: 'to', label: 'Until' },
        ])}
        ${finder({ query, label: 'Search the audit', placeholder: 'ID of what it is about' })}
      </div>
      ${dataTable<AuditEntry>({
        caption: 'Audit entries',
        columns: [
          {
            label: 'When',
            sorts: true,
            cell: ({ attributes }) => moment(attributes['created-at'], 'second'),
          },
          {
            label: 'Done by',
            cell: ({ attributes }) =>
              html`${words(attributes['actor-type'])}<br />${identifier(attributes['actor-id'])}`,
          },
          { label: 'What', cell: ({ attributes }) => html`<code>${attributes.operation}</code>` },
          {
            label: 'About',
            cell: ({ attributes }) => attributes['object-ids'].map(id => html`${identifier(id)} `),
          },
          { label: 'Answer', end: true, cell: ({ attributes }) => attributes.status },
          {
            label: 'Actions',
            end: true,
            cell: row =>
              html`<wa-button size="s" appearance="outlined" @click=${() => this.download(row)}>Proof</wa-button>`,
          },
        ],
        key: JSON.stringify(filter),
        query,
        load: (page, signal, sort) => this.dash.client.auditEntries.list({ page, signal, sort, filter }),
        empty: nothingHere({ drawing: 'audit', isNarrowed: isNarrow(filter), title: 'Nothing was done yet' }),
      })}
    </section>`
  }

  /** The entry with its proof, as one file. */
  private async download(entry: AuditEntry) {
    try {
      const { data } = await this.dash.client.auditEntries.proof(entry.id)
      saveJson(`${entry.id}.json`, { entry, proof: data })
    } catch (error) {
      toast(wordsOf(error))
    }
  }
}
