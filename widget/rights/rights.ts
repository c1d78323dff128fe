import type { TemplateResult } from 'lit/html.js'
import { nameOf } from '../name-of.ts'
import type { PartOptions } from '../part-options.ts'
import type { Phase } from '../session-state.ts'
import { sheetText } from './sheet.ts'
import { readReceipt, readSession, withdraw } from './transport.ts'
import { grantedView, withdrawnView } from './view.ts'
import { Withdrawal } from './withdrawal.ts'
import { en } from './words/en.ts'

export interface RightsOptions extends PartOptions {
  /** The server has recorded the withdrawal. Resolves when the widget shows it, or cannot. */
  withdrawn(): Promise<void>
}

/** What a person has once they have agreed: the receipt, and a way to stop. It stands below the widget's own screen. */
export interface Rights {
  /** Nothing where the screen of that phase is not the one of what the server signed. */
  render(phase: Phase): TemplateResult | null
}

/**
 * Asks the server for the receipt, which says whether what was granted stands or was taken back. Rejects where there is
 * no receipt of either.
 */
export async function createRights(options: RightsOptions): Promise<Rights> {
  const { connection, language, changed, signal, adopt, html } = options
  const [{ attributes, relationships }, receipt] = await Promise.all([
    readSession(connection, language.messages.locale, signal),
    readReceipt(connection, signal),
  ])
  signal.throwIfAborted()
  if (receipt.decision === 'declined') throw new Error('nothing was granted')
  const receiptUrl = URL.createObjectURL(new Blob([receipt.jws], { type: 'application/jose' }))
  signal.addEventListener('abort', () => URL.revokeObjectURL(receiptUrl))
  adopt(sheetText)

  const destination = nameOf(attributes.notice.destination)
  const words = language.rights ?? en
  const withdrawal = new Withdrawal({
    withdraw: () => withdraw(connection, signal).then(options.withdrawn),
    changed,
    signal,
  })
  const wasRedeemed = relationships.redemption.data !== null
  const view = { html, words, messages: language.messages, receiptUrl, receipt, destination }
  return {
    render(phase) {
      const isWithdrawn = receipt.decision === 'withdrawn'
      if (isWithdrawn !== (phase === 'withdrawn')) return null
      return isWithdrawn
        ? withdrawnView(view, attributes.notice, wasRedeemed)
        : grantedView(view, withdrawal, phase !== 'waiting-for-token')
    },
  }
}
