import { Task } from '@lit/task'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { pageIn } from '../../client/query.ts'
import type { PageOptions } from '../../client/types.ts'
import { icon } from '../shell/icons.ts'
import { withQuery } from '../shell/router.ts'
import { problem } from '../templates/problem.ts'

/** How many rows a page of a table has. */
const ROWS = 20
/** How many rows stand in for those that are being fetched. */
const BONES = 6

export interface Column<Row> {
  label: string
  cell(row: Row): unknown
  /** Numbers and actions, which stand at the end. */
  end?: boolean
  /** When an object was made, by which the server sorts. */
  sorts?: boolean
}

export type Sort = '-created-at' | 'created-at'

export interface TablePage<Row> {
  data: Row[]
  links: { prev: string | null; next: string | null }
}

/** What a table is made of. */
export interface TableOptions<Row> {
  /** What the table is, for whoever hears it. */
  caption: string
  columns: readonly Column<Row>[]
  /** Fetches a page. The server filters, sorts and pages. */
  load(page: PageOptions, signal: AbortSignal, sort: Sort): Promise<TablePage<Row>>
  /** What is said where there is nothing. */
  empty: TemplateResult
  /** A change of it has the rows fetched again: the filters, and a count of what was done. */
  key: string
  /** The address's query, which says which page is shown. Null for a table that stays at its first page. */
  query: URLSearchParams | null
  /** Tells this table's page from another's in the same address. */
  name?: string
}

/**
 * The one table: its rows come from the server a page at a time, and the address says which, so that Back, a reload and a
 * link to it show the same.
 */
export class DataTable<Row> extends LitElement {
  static override properties = { options: { attribute: false } }

  declare options: TableOptions<Row>

  private readonly rows = new Task(this, {
    args: () =>
      [
        this.options.key,
        this.options.query?.get(this.inAddress('after')),
        this.options.query?.get(this.inAddress('before')),
        this.sort,
      ] as const,
    task: ([, after, before, sort], { signal }) => {
      const page = { size: ROWS, ...(after ? { after } : {}), ...(before ? { before } : {}) }
      return this.options.load(page, signal, sort)
    },
  })

  protected override createRenderRoot() {
    return this
  }

  /** What the address calls the table's cursors. */
  private inAddress(cursor: 'after' | 'before'): string {
    const { name } = this.options
    return name === undefined ? cursor : `${name}-${cursor}`
  }

  private get sort(): Sort {
    return this.options.query?.get('sort') === 'created-at' ? 'created-at' : '-created-at'
  }

  protected override shouldUpdate(_changed: PropertyValues) {
    return this.options !== undefined
  }

  protected override render() {
    return html`<div>
      ${this.rows.render({
        initial: () => this.bones(),
        pending: () => this.bones(),
        complete: page => this.filled(page),
        error: error => problem(error, () => void this.rows.run()),
      })}
    </div>`
  }

  private filled({ data, links }: TablePage<Row>) {
    const { empty, query } = this.options
    const isFirst = !query?.has(this.inAddress('after')) && !query?.has(this.inAddress('before'))
    if (data.length === 0 && isFirst) return html`<div class="empty">${empty}</div>`
    return html`${this.table(data.map(row => this.row(row)))} ${this.pager(links, isFirst)}`
  }

  private table(rows: unknown, isBusy = false) {
    const { caption, columns } = this.options
    // Roles are said again, because the rows are cards where the page is narrow.
    return html`<table role="table" aria-busy=${isBusy}>
      <caption class="aside">${caption}${isBusy ? ', loading' : ''}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(column => this.heading(column))}
        </tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>`
  }

  private heading({ label, end, sorts }: Column<Row>) {
    const { query } = this.options
    if (!sorts || query === null) {
      return html`<th role="columnheader" scope="col" class=${end ? 'end' : ''}>${label}</th>`
    }
    const isOldestFirst = this.sort === 'created-at'
    return html`<th role="columnheader" scope="col" aria-sort=${isOldestFirst ? 'ascending' : 'descending'}>
      <a href=${withQuery(query, { sort: isOldestFirst ? '' : 'created-at' })}>
        ${label}${icon(isOldestFirst ? 'up' : 'down')}
      </a>
    </th>`
  }

  private row(row: Row) {
    return html`<tr role="row">
      ${this.options.columns.map(
        ({ label, cell, end }) =>
          html`<td role="cell" data-label=${label} class=${end ? 'end' : ''}><div>${cell(row)}</div></td>`,
      )}
    </tr>`
  }

  private bones() {
    const bone = html`<td role="cell"><span class="bone"></span></td>`
    const row = html`<tr role="row">${this.options.columns.map(() => bone)}</tr>`
    return this.table(
      Array.from({ length: BONES }, () => row),
      true,
    )
  }

  private pager({ prev, next }: TablePage<Row>['links'], isFirst: boolean) {
    if (prev === null && next === null) return nothing
    const { query } = this.options
    if (query === null) return nothing
    return html`<nav class="pager" aria-label="${this.options.caption}, pages">
      ${this.step('Previous', isFirst ? null : prev, query)} ${this.step('Next', next, query)}
    </nav>`
  }

  private step(words: 'Previous' | 'Next', link: string | null, query: URLSearchParams) {
    const drawing = icon(words === 'Previous' ? 'back' : 'next')
    const content = words === 'Previous' ? html`${drawing}${words}` : html`${words}${drawing}`
    if (link === null) return html`<span aria-disabled="true">${content}</span>`
    const { after = '', before = '' } = pageIn(link)
    const changes = { [this.inAddress('after')]: after, [this.inAddress('before')]: before }
    return html`<a href=${withQuery(query, changes)}>${content}</a>`
  }
}

if (!customElements.get('data-table')) customElements.define('data-table', DataTable)

/** The table in a page. */
export const dataTable = <Row>(options: TableOptions<Row>) =>
  html`<data-table .options=${options}></data-table>`
