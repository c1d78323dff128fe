import { html, type TemplateResult } from 'lit'
import type { Organization, SeenNotice } from '../answers.ts'
import type { Messages } from '../messages/messages.ts'
import { arrowIcon } from './icons.ts'
import { initials, nameOf } from './text.ts'

/** Who shares and who receives, with an arrow from one to the other. */
export function parties({ source, destination }: SeenNotice, { shares, receives }: Messages): TemplateResult {
  const party = (role: string, organization: Organization) => html`
    <li part="party">
      <span class="avatar" aria-hidden="true">${initials(organization.name)}</span>
      <strong>${nameOf(organization)}</strong>
      <small>${role}</small>
    </li>
  `
  return html`
    <ul class="parties" part="parties">
      ${party(shares, source)}
      <li class="to" aria-hidden="true">${arrowIcon}</li>
      ${party(receives, destination)}
    </ul>
  `
}
