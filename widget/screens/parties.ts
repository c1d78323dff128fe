import { html, type TemplateResult } from 'lit/html.js'
import type { Organization, SeenNotice } from '../answers.ts'
import type { Handlers } from './handlers.ts'
import { arrowIcon } from './icons.ts'
import { initials } from './text.ts'

/**
 * Who shares and who receives, with an arrow from one to the other. A logo says nothing that the name beside it does
 * not; where there is none, the name's initials stand in its place.
 */
export function parties(
  { source, destination, text }: SeenNotice,
  { logo }: Pick<Handlers, 'logo'>,
): TemplateResult {
  const party = (role: string, organization: Organization) => html`
    <li part="party">
      <span class="avatar" aria-hidden="true">${picture(logo(organization)) ?? initials(organization.name)}</span>
      <strong><bdi>${organization.name}</bdi></strong>
      <small>${role}</small>
    </li>
  `
  return html`
    <ul class="parties" part="parties">
      ${party(text.shares, source)}
      <li class="to" aria-hidden="true">${arrowIcon}</li>
      ${party(text.receives, destination)}
    </ul>
  `
}

const picture = (url: string | undefined) => url && html`<img src=${url} alt="" />`
