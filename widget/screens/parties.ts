import { html, type TemplateResult } from 'lit/html.js'
import type { Organization, SeenNotice } from '../answers.ts'
import { arrowIcon } from './icons.ts'
import { initials } from './text.ts'

/** Who shares and who receives, with an arrow from one to the other. */
export function parties({ source, destination, text }: SeenNotice): TemplateResult {
  const party = (role: string, organization: Organization) => html`
    <li part="party">
      <span class="avatar" aria-hidden="true">${initials(organization.name)}</span>
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
