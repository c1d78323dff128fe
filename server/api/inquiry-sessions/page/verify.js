/**
 * The page that a one-time link leads to. The person's button opens the link, for a secret that this page has made; both
 * are kept in this tab alone, so that a page that is loaded again goes on. From then on the widget does the rest.
 */
{
  /**
   * What this tab has opened, or was about to open when its page went away.
   * @typedef {{ code: string, secret: string, session?: string }} Opened
   */

  const STORED = 'connect-link'

  /** @returns {Opened | null} */
  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(STORED) ?? 'null')
    } catch {
      return null
    }
  }

  /** @param {Opened} opened */
  const keep = opened => {
    try {
      sessionStorage.setItem(STORED, JSON.stringify(opened))
    } catch {
      // A browser that keeps nothing shows the page for as long as it stays.
    }
  }

  const main = document.querySelector('main')
  const intro = document.querySelector('#intro')
  const form = document.querySelector('#open')
  const told = document.querySelector('#told')
  const code = new URLSearchParams(location.search).get('code')

  /** @param {string | undefined} words */
  const tell = words => {
    if (told) told.textContent = words ?? ''
  }

  const newSecret = () =>
    btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace('=', '')

  /** @param {Opened} opened */
  function show({ session, secret }) {
    // What has been used up says nothing any more, and need not be in anybody's history.
    history.replaceState(null, '', location.pathname)
    const widget = document.createElement('connect-widget')
    widget.setAttribute('server', new URL('../..', location.href).href)
    widget.addEventListener('connect-complete', event => {
      tell('status' in event && event.status === 'pending' ? main?.dataset.later : '')
    })
    // The organization has ended the session: this tab has nothing to go on with.
    widget.addEventListener('connect-error', event => {
      if ('code' in event && event.code === 'invalid_client_secret') sessionStorage.removeItem(STORED)
    })
    Object.assign(widget, { clientSecret: `${session}.${secret}` })
    tell('')
    intro?.replaceWith(widget)
    main?.classList.add('opened')
  }

  /**
   * Opens the link for this tab's secret, and shows the widget; the status of the answer, 0 where none came. The
   * same again gets the same answer.
   * @param {Opened} opened
   */
  async function open(opened) {
    const attributes = { code: opened.code, 'page-secret': opened.secret }
    const response = await fetch(location.pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: { attributes } }),
    }).catch(() => null)
    if (!response?.ok) return response?.status ?? 0
    const { data } = await response.json()
    const whole = { ...opened, session: data.id }
    keep(whole)
    show(whole)
    // The button is gone: whoever pressed it goes on from the top.
    main?.querySelector('h1')?.focus()
    return response.status
  }

  form?.addEventListener('submit', async event => {
    event.preventDefault()
    // A link is not used up for a page that could not go on.
    if (code === null || !customElements.get('connect-widget')) return tell(main?.dataset.failed)
    const button = form.querySelector('button')
    if (button) button.disabled = true
    tell('')
    const before = kept()
    const opened = before?.code === code ? before : { code, secret: newSecret() }
    keep(opened)
    const status = await open(opened)
    if (status === 409) location.reload()
    else if (status === 404) tell(main?.dataset.over)
    else if (status !== 200) tell(main?.dataset.failed)
    if (button) button.disabled = false
  })

  const before = kept()
  if (!form && before && (code === null || code === before.code)) {
    if (before.session) show(before)
    // Opened, and the answer was lost on its way.
    else if (code !== null) void open(before)
  }
}
