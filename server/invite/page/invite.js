/**
 * The page that an invite's link leads to. The secret comes in the fragment and is taken out of the address before
 * anything else; the API key is typed, used, and forgotten with the page.
 */
const invite = location.hash.slice(1)
history.replaceState(null, '', location.pathname)

const UNUSABLE =
  'This link does not work any more. It may have been accepted, taken back or run out: ask for a new one.'

/** @type {Readonly<Record<number, string>>} */
const REFUSALS = {
  401: 'That is not an API key of this server.',
  403: 'That API key may not do this: it lacks a permission.',
  404: UNUSABLE,
  429: 'Too many attempts. Try again in a minute.',
}

/** @type {Readonly<Record<string, string>>} */
const TIERS = {
  destination_asserted: 'may be asked for on your own page',
  hosted: 'must be asked for on a hosted page',
  holder_signed: 'must be signed by the person',
}

/** @type {Readonly<Record<string, string>>} */
const SIDES = { source: 'the organization that shares', destination: 'yours' }

/**
 * The one element of that kind and selector; the page's own HTML has it.
 * @template {Element} T
 * @param {string} selector
 * @param {{ new (): T, name: string }} kind
 * @returns {T}
 */
function one(selector, kind) {
  const element = document.querySelector(selector)
  if (element instanceof kind) return element
  throw new Error(`there is no ${kind.name} at ${selector}`)
}

const key = one('#key', HTMLInputElement)
const told = one('#told', HTMLElement)

/** @param {string} name */
const slot = name => one(`[data-slot=${name}]`, HTMLElement)

/** @param {string} words */
function tell(words) {
  told.textContent = words
}

/**
 * Posts with the key; the answer's data, or null where it was refused, with the reason told.
 * @param {string} action
 */
async function post(action) {
  tell('')
  const response = await fetch(`api/v1/connect/connection-invites/${action}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.value.trim()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ data: { attributes: { invite } } }),
  }).catch(() => null)
  if (response?.ok) return (await response.json()).data
  tell(
    response === null ? 'The server cannot be reached.' : (REFUSALS[response.status] ?? 'That did not work.'),
  )
  return null
}

/**
 * Runs what a form is for, with its button shut meanwhile: the same twice is never meant.
 * @param {string} selector
 * @param {() => Promise<void>} act
 */
function onSubmit(selector, act) {
  const form = one(selector, HTMLFormElement)
  const button = one(`${selector} button`, HTMLButtonElement)
  form.addEventListener('submit', async event => {
    event.preventDefault()
    button.disabled = true
    await act()
    button.disabled = false
  })
}

/** @param {string | undefined} address @param {string} words */
function link(address, words) {
  if (!address || !/^https?:/.test(address)) return ''
  const element = document.createElement('a')
  Object.assign(element, { href: address, textContent: words, target: '_blank', rel: 'noopener noreferrer' })
  return element
}

/** @param {Record<string, any>} attributes */
function showOffer(attributes) {
  const items = attributes['data-types'].map((/** @type {string} */ type) => {
    const item = document.createElement('li')
    item.textContent = type.replaceAll('-', ' ')
    return item
  })
  slot('source').textContent = attributes.source.name
  slot('data-types').replaceChildren(...items)
  slot('tier').textContent = TIERS[attributes['lowest-consent-tier']] ?? ''
  slot('consents').textContent = attributes['required-consents']
    .map((/** @type {string} */ side) => SIDES[side] ?? '')
    .join(' and ')
  slot('expires').textContent = new Date(attributes['expires-at']).toLocaleString([], {
    dateStyle: 'long',
    timeStyle: 'short',
  })
  slot('links').replaceChildren(
    link(attributes.source['privacy-url'], 'Privacy notice'),
    link(attributes['source-terms']?.url, 'Terms'),
  )
  one('#look', HTMLElement).hidden = true
  one('#offer', HTMLElement).hidden = false
  one('#offer-title', HTMLElement).focus()
}

onSubmit('#look', async () => {
  const data = await post('preview')
  if (data) showOffer(data.attributes)
})

onSubmit('#accept', async () => {
  const data = await post('accept')
  if (!data) return
  key.value = ''
  one('#accept', HTMLElement).hidden = true
  tell(`Connected. The connection is ${data.id}.`)
})

if (invite === '') {
  one('#look', HTMLElement).hidden = true
  tell(UNUSABLE)
}
