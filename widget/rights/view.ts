import type { TemplateResult } from 'lit/html.js'
import type { Notice } from '../../server/api/wire.ts'
import type { Messages } from '../messages/messages.ts'
import type { PartOptions } from '../part-options.ts'
import { trustworthyUrl } from '../trustworthy-url.ts'
import type { Receipt } from './transport.ts'
import type { Withdrawal } from './withdrawal.ts'
import type { RightsWords } from './words/words.ts'

/** What drawing needs. */
export interface View extends Pick<PartOptions, 'html'> {
  words: RightsWords
  messages: Messages
  receipt: Receipt
  /** Where the browser has the receipt as a file. */
  receiptUrl: string
  /** The destination's name, isolated. */
  destination: string
}

/**
 * The receipt, and stopping. What stopping means is said where it is asked once more, in place: the first press opens
 * that step, the second one stops, and closing it again is all that staying takes.
 */
export function grantedView(view: View, withdrawal: Withdrawal, mayBeCopied: boolean): TemplateResult {
  const { html, words, destination } = view
  return html`
    <div class="rights" part="rights">
      ${receiptLink(view)}
      <details>
        <summary>${words.stop}</summary>
        <p>${words.meaning(destination)} ${copied(view, mayBeCopied)}</p>
        ${withdrawal.hasFailed ? html`<p role="alert">${words.failed}</p>` : null}
        <button type="button" aria-disabled=${withdrawal.isUnderWay} @click=${() => withdrawal.begin()}>
          ${withdrawal.isUnderWay ? words.stopping : words.confirm(destination)}
        </button>
      </details>
    </div>
  `
}

/** What becomes of what was copied: how long it is kept, and where to read more. */
export function withdrawnView(view: View, { text, destination }: Notice, wasCopied: boolean): TemplateResult {
  const { html } = view
  const policy = trustworthyUrl(destination['privacy-url'])
  const link =
    policy &&
    html`<a href=${policy.href} target="_blank" rel="noopener noreferrer"
      ><bdi>${destination.name}</bdi><span class="aside">${view.messages.consent.newTab}</span></a
    >`
  const fact = (term: string, words: unknown) => html`<div><dt>${term}</dt><dd>${words}</dd></div>`
  return html`
    <p class="quiet kept">${copied(view, wasCopied)}</p>
    ${
      wasCopied
        ? html`
            <dl>
              ${fact(text['retention-title'], text.retention)}
              ${link ? fact(text['policies-title'], link) : null}
            </dl>
          `
        : null
    }
    <div class="rights" part="rights">${receiptLink(view)}</div>
  `
}

const copied = ({ words, destination }: View, isCopied: boolean): string =>
  isCopied ? words.copied(destination) : words.nothingCopied

const receiptLink = ({ html, words, receipt, receiptUrl }: View): TemplateResult =>
  html`<a href=${receiptUrl} download=${`${receipt.id}.jws`}>${words.receipt}</a>`
