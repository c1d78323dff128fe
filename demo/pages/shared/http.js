/**
 * GETs JSON from the page's own backend; null where it refuses or cannot be reached. Never throws.
 * @template T
 * @param {string} url
 * @returns {Promise<T | null>}
 */
export function getJson(url) {
  return call(url, { headers: { accept: 'application/json' } })
}

/**
 * POSTs JSON to the page's own backend; null where it refuses or cannot be reached. Never throws.
 * @template T
 * @param {string} url
 * @param {Record<string, unknown>} body
 * @returns {Promise<T | null>}
 */
export function postJson(url, body) {
  return call(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/**
 * @template T
 * @param {string} url
 * @param {RequestInit} request
 * @returns {Promise<T | null>}
 */
async function call(url, request) {
  try {
    const response = await fetch(url, request)
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}
