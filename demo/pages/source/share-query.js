/**
 * A destination's ask, as its page put it into this page's address: what to mint a token for, and where to and with
 * which `state` to hand it over.
 * @typedef {{ id: string, origin: string, state: string }} ShareRequest
 */

/**
 * The share request that this page was opened for; null where it was opened for none, or by nobody who could be
 * answered.
 * @param {URLSearchParams} query
 * @returns {ShareRequest | null}
 */
export function shareRequestOf(query) {
  const id = query.get('share-request')
  const origin = query.get('origin')
  const state = query.get('state')
  if (!id || !origin || !state || !isWebOrigin(origin)) return null
  return { id, origin, state }
}

/**
 * Whether this is exactly an http or https origin. Anything else as a target origin, `*` above all, would hand the
 * token to whoever is there.
 * @param {string} text
 */
function isWebOrigin(text) {
  if (!URL.canParse(text)) return false
  const { origin, protocol } = new URL(text)
  return origin === text && (protocol === 'https:' || protocol === 'http:')
}

/**
 * This page's own address for another person, with the share request kept.
 * @param {URLSearchParams} query
 * @param {string | null} person
 */
export function addressFor(query, person) {
  const next = new URLSearchParams(query)
  next.delete('person')
  if (person !== null) next.set('person', person)
  return `?${next}`
}
