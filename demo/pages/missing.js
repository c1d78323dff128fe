/** @import { AwaitedInput, ProgressEvent } from '../../server/api/wire.ts' */

/**
 * What a session's inquiry still awaits, by the session's own events; empty where nobody says. Never throws.
 * @param {string} clientSecret
 * @returns {Promise<readonly AwaitedInput[]>}
 */
export async function missingOf(clientSecret) {
  const headers = { accept: 'application/json', authorization: `Bearer ${clientSecret}` }
  try {
    const response = await fetch('/api/v1/connect/session/events', { headers })
    /** @type {{ data: ProgressEvent[] }} */
    const { data } = await response.json()
    const waiting = data.findLast(event => event.name === 'inquiry.awaiting-input')
    return waiting?.missing ?? []
  } catch {
    return []
  }
}
