import { html } from 'lit'

/** What stands where an object will be, while it is fetched. */
export const opening = (what: string) => html`<div class="panel" aria-busy="true">
  <p class="aside" role="status">${what}, loading</p>
  <span class="bone"></span><span class="bone"></span><span class="bone"></span><span class="bone"></span>
</div>`
