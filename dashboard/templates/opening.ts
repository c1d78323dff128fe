import type { Task } from '@lit/task'
import { html } from 'lit'
import { problem } from './problem.ts'

/** What stands where an object will be, while it is fetched. */
export const opening = (what: string) => html`<div class="panel" aria-busy="true">
  <p class="aside" role="status">${what}, loading</p>
  <span class="bone"></span><span class="bone"></span><span class="bone"></span><span class="bone"></span>
</div>`

/** The same where the whole page is of that object; and why it is not shown, where it could not be fetched. */
export const notShownYet = (what: string, object: Task) => html`<h1>${what}</h1>
  ${object.render({ pending: () => opening(what), error: error => problem(error, () => void object.run()) })}`
