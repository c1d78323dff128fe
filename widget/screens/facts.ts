import { html, nothing, type TemplateResult } from 'lit'
import type { Organization, Session } from '../answers.ts'
import type { Messages, Words } from '../messages/messages.ts'
import { trustworthyUrl } from '../trustworthy-url.ts'
import { nameOf } from './text.ts'

/** What the person will still have to add, why all this, for how long, how to take it back, and where to read more. */
export function facts({ attributes }: Session, { consent, missing }: Messages): TemplateResult {
  const { notice, gap } = attributes
  const destination = nameOf(notice.destination)
  const stillMissing = gap.missing.map(({ name }) => missing(name))
  const fact = (term: string, words: unknown) => html`<div><dt>${term}</dt><dd>${words}</dd></div>`
  const policies = [notice.source, notice.destination].map(organization =>
    privacyLink(organization, consent.newTab),
  )
  return html`
    <dl part="facts">
      ${gap.total > 0 ? fact(consent.gapTitle, consent.gap(gap.available, gap.total, stillMissing)) : nothing}
      ${fact(consent.why, html`<bdi>${notice.purpose}</bdi>`)}
      ${fact(consent.retentionTitle, consent.retention(notice['retention-days'], destination))}
      ${fact(consent.withdrawTitle, consent.withdraw(destination))}
      ${policies.some(link => link !== null) ? fact(consent.policiesTitle, policies) : nothing}
    </dl>
  `
}

function privacyLink(organization: Organization, newTab: Words): TemplateResult | null {
  const url = trustworthyUrl(organization['privacy-url'])
  if (url === null) return null
  return html`<a href=${url.href} target="_blank" rel="noopener noreferrer"
    >${nameOf(organization)}<span class="aside">${newTab}</span></a
  >`
}
