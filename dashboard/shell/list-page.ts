import { Page } from './page.ts'

/** A page of a list, which is fetched again when something was done to it. */
export abstract class ListPage extends Page {
  /** A part of the table's key. */
  protected done = 0

  protected refresh(): void {
    this.done++
    this.requestUpdate()
  }
}
