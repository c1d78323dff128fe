import { Task } from '@lit/task'
import { html, type TemplateResult } from 'lit'
import { openConfirmation } from '../elements/dialog.ts'
import { toast } from '../elements/toast.ts'
import { notShownYet } from '../templates/opening.ts'
import { Page } from './page.ts'

/** A page of one object: it is fetched by the identifier in the address, and again after whatever is done to it. */
export abstract class ObjectPage<Shown> extends Page {
  /** What the object is, for whoever waits for it. */
  protected abstract readonly what: string

  protected abstract read(id: string, signal: AbortSignal): Promise<Shown>
  protected abstract draw(shown: Shown): TemplateResult

  protected readonly object = new Task(this, {
    args: () => [this.objectId],
    task: ([id], { signal }) => this.read(id, signal),
  })

  /** Asks where that is wanted, does it, says so, and shows what has become of the object. */
  protected async act(
    done: string,
    work: () => Promise<unknown>,
    asked?: { heading: string; words: string; action: string },
  ): Promise<void> {
    if (asked === undefined) await work()
    else if (!(await openConfirmation({ ...asked, submit: work }))) return
    toast(done)
    await this.object.run()
  }

  protected override render() {
    const { value } = this.object
    // What is shown stays while it is fetched again.
    if (value !== undefined) return html`<section class="page">${this.draw(value)}</section>`
    return html`<section class="page">${notShownYet(this.what, this.object)}</section>`
  }
}
