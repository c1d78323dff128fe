import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Organization, SeenNotice } from '../answers.ts'
import type { Messages } from '../messages/messages.ts'
import { trustworthyUrl } from '../trustworthy-url.ts'

/** What the person will still have to add, why all this, for how long, how to take it back, and where to read more. */
export function facts(
  { text, purpose, source, destination }: SeenNotice,
  { consent }: Messages,
): TemplateResult {
  const fact = (term: string, words: unknown) => html`<div><dt>${term}</dt><dd>${words}</dd></div>`
  const policies = [source, destination].map(organization => privacyLink(organization, consent.newTab))
  return html`
    <dl part="facts">
      ${text.gap ? fact(text['gap-title'], text.gap) : nothing} ${fact(text.why, html`<bdi>${purpose}</bdi>`)}
      ${fact(text['retention-title'], text.retention)} ${fact(text['withdraw-title'], text.withdraw)}
      ${policies.some(link => link !== null) ? fact(text['policies-title'], policies) : nothing}
    </dl>
  `
}

function privacyLink(organization: Organization, newTab: string): TemplateResult | null {
  const url = trustworthyUrl(organization['privacy-url'])
  if (url === null) return null
  return html`<a href=${url.href} target="_blank" rel="noopener noreferrer"
    ><bdi>${organization.name}</bdi><span class="aside">${newTab}</span></a
  >`
}
