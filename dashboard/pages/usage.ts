import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { saveBlob } from '../actions/save.ts'
import { dataTable } from '../elements/data-table.ts'
import type { Statement, UsageEntry } from '../shell/api-types.ts'
import { buttonIcon, icon } from '../shell/icons.ts'
import { Page } from '../shell/page.ts'
import { VERIFICATION_KINDS } from '../shell/verification-kinds.ts'
import { filters } from '../templates/filters.ts'
import { head } from '../templates/head.ts'
import { oneOf } from '../templates/list-filter.ts'
import { moment } from '../templates/moment.ts'
import { amount } from '../templates/money.ts'
import { nothingHere } from '../templates/nothing-here.ts'
import { objectLink } from '../templates/object-link.ts'
import { opening } from '../templates/opening.ts'
import { problem } from '../templates/problem.ts'
import { status, words } from '../templates/status.ts'

/** What there is a rate for. */
const KINDS = [...VERIFICATION_KINDS, 'clone'] as const

/** How many months there are to choose from. */
const MONTHS_MAX = 36

const monthName = (month: string): string =>
  new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )

/** Usage: what redemptions cost, by month, down to each. */
export class UsagePage extends Page {
  private readonly statements = new Task(this, {
    args: () => [],
    task: (_, { signal }) => this.dash.client.statements.list({ page: { size: MONTHS_MAX }, signal }),
  })

  protected override render() {
    return html`<section class="page">
      ${head({
        title: 'Usage',
        words:
          'What your redemptions cost. Creating share tokens is free, and so is what failed. Months are those of UTC.',
        actions: html`<wa-button appearance="outlined" @click=${this.download}>${buttonIcon('download')}CSV</wa-button>`,
      })}
      ${this.statements.render({
        pending: () => opening('Statements'),
        complete: ({ data }) => this.shown(data),
        error: error => problem(error, () => void this.statements.run()),
      })}
    </section>`
  }

  private get month(): string | null {
    const month = this.query.get('month') ?? this.statements.value?.data[0]?.id ?? null
    return month !== null && /^\d{4}-\d{2}$/.test(month) ? month : null
  }

  private shown(statements: Statement[]) {
    if (statements.length === 0) {
      return html`<div class="panel empty">${icon('usage')}<h2>Nothing was used yet</h2><p>The first finished redemption shows up here.</p></div>`
    }
    const statement = statements.find(({ id }) => id === this.month)
    return html`
      ${filters(this.query, [
        {
          name: 'month',
          label: 'Month',
          ...(this.month === null ? {} : { initial: this.month }),
          choices: statements.map(({ id }) => [id, monthName(id)] as const),
        },
        { name: 'kind', label: 'Entries of', choices: KINDS },
      ])}
      ${statement === undefined ? nothing : this.statement(statement)} ${this.entries()}
    `
  }

  private statement({ id, attributes }: Statement) {
    return html`<section class="panel" aria-labelledby="statement">
      <div class="panel-head"><h2 id="statement">${monthName(id)}</h2>${status(attributes.status)}</div>
      <table role="table" class="cards">
        <caption class="aside">Statement of ${monthName(id)}</caption>
        <thead role="rowgroup">
          <tr role="row">
            ${['What', 'Quantity', 'Rate', 'Amount'].map(
              (label, at) =>
                html`<th role="columnheader" scope="col" class=${at > 0 ? 'end' : ''}>${label}</th>`,
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${attributes.lines.map(
            line => html`<tr role="row">
              <td role="cell" data-label="What">${words(line.kind)}</td>
              <td role="cell" data-label="Quantity" class="end">${line.quantity}</td>
              <td role="cell" data-label="Rate" class="end">${amount(line['unit-amount'], line.currency)}</td>
              <td role="cell" data-label="Amount" class="end">${amount(line.amount, line.currency)}</td>
            </tr>`,
          )}
        </tbody>
        <tfoot role="rowgroup">
          ${attributes.totals.map(
            total => html`<tr role="row">
              <th role="rowheader" scope="row" colspan="3">Total</th>
              <td role="cell" class="end"><strong>${amount(total.amount, total.currency)}</strong></td>
            </tr>`,
          )}
        </tfoot>
      </table>
    </section>`
  }

  private entries() {
    const { month } = this
    const kind = oneOf(this.query, 'kind', KINDS)
    const filter = { ...(month === null ? {} : { month }), ...(kind ? { kind } : {}) }
    return html`<section aria-labelledby="entries">
      <h2 id="entries">Every entry</h2>
      ${dataTable<UsageEntry>({
        caption: 'Usage entries',
        columns: [
          {
            label: 'When',
            sorts: true,
            cell: ({ attributes }) => moment(attributes['occurred-at'], 'second'),
          },
          { label: 'What', cell: ({ attributes }) => words(attributes.kind) },
          {
            label: 'Share token',
            cell: ({ relationships }) => objectLink(this.dash, relationships?.['share-token'].data),
          },
          {
            label: 'Redemption',
            cell: ({ relationships }) => objectLink(this.dash, relationships?.redemption.data),
          },
          {
            label: 'Amount',
            end: true,
            cell: ({ attributes }) => amount(attributes.amount, attributes.currency),
          },
        ],
        key: JSON.stringify(filter),
        query: this.query,
        load: (page, signal, sort) => this.dash.client.usageEntries.list({ page, signal, sort, filter }),
        empty: nothingHere({
          drawing: 'usage',
          isNarrowed: kind !== undefined,
          title: 'Nothing in this month',
          level: 3,
        }),
      })}
    </section>`
  }

  private readonly download = async () => {
    const { month } = this
    const response = await this.dash.client.usageEntries.csv(month === null ? {} : { filter: { month } })
    saveBlob(`usage-${month ?? 'all'}.csv`, await response.blob())
  }
}
