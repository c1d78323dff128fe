import './define.ts'
import type { OpenResult } from './events/open-result.ts'

export type { OpenResult }

export interface OpenOptions {
  /** The session's client secret, made by the page's own backend. */
  clientSecret: string
  /** Base URL of the companion server; the script's own origin by default. */
  server?: string
  /** A share token that is already there. */
  shareToken?: string
  /** Closes the dialog when it is aborted, as the person would. */
  signal?: AbortSignal
}

/**
 * Asks in a modal dialog, for a page without markup. Resolves when it is closed, and the focus is back where it was. The
 * element's events can be heard on the document meanwhile.
 *
 * @throws TypeError without a client secret
 */
export async function open({ clientSecret, server, shareToken, signal }: OpenOptions): Promise<OpenResult> {
  if (!clientSecret) throw new TypeError('open() needs a clientSecret.')
  const widget = document.createElement('connect-widget')
  widget.layout = 'dialog'
  if (server) widget.server = server
  if (shareToken) widget.shareToken = shareToken
  widget.clientSecret = clientSecret
  document.body.append(widget)
  const close = () => widget.close()
  signal?.addEventListener('abort', close)
  return new Promise(resolve => {
    widget.addEventListener('connect-dismiss', ({ result }) => {
      widget.remove()
      resolve(result)
    })
    if (signal?.aborted) close()
  })
}
