import { LitElement } from 'lit'
import type { Dash } from './dash.ts'

/** A page of the dashboard. It draws into the document, so that one set of style sheets and one tree of forms and labels do. */
export abstract class Page extends LitElement {
  static override properties = {
    dash: { attribute: false },
    params: { attribute: false },
    query: { attribute: false },
  }

  declare dash: Dash
  /** What the address says of which object is shown. */
  declare params: Readonly<Record<string, string | undefined>>
  /** Filters, and which page of a list. */
  declare query: URLSearchParams

  protected override createRenderRoot() {
    return this
  }

  /** The identifier in the address. */
  protected get objectId(): string {
    return this.params.id ?? ''
  }
}
