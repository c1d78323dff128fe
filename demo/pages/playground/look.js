/** What the widget lets a page make its own, each with the CSS property whose values it takes. */
export const CUSTOM_PROPERTIES = /** @type {const} */ ({
  accent: 'color',
  'on-accent': 'color',
  surface: 'color',
  text: 'color',
  'text-quiet': 'color',
  line: 'color',
  font: 'font-family',
  radius: 'border-radius',
})

const RIGHT_TO_LEFT = ['ar']

/**
 * The direction of a page in that language.
 * @param {string} language
 * @param {string | null} asked `ltr` or `rtl` where it is not to follow
 */
export function directionOf(language, asked) {
  if (asked === 'ltr' || asked === 'rtl') return asked
  return RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr'
}

/**
 * Whether a custom property takes this; what it does not take is not set.
 * @param {keyof typeof CUSTOM_PROPERTIES} name
 * @param {string} value
 */
export function takes(name, value) {
  return value !== '' && CSS.supports(CUSTOM_PROPERTIES[name], value)
}

/**
 * Makes the page around the element what the state says: language, direction, theme, size of text; and the element's
 * own custom properties.
 * @param {URLSearchParams} state
 * @param {Element | null} element
 */
export function applyLook(state, element) {
  const { documentElement: page } = document
  page.lang = state.get('language') ?? 'en'
  page.dir = directionOf(page.lang, state.get('dir'))
  page.dataset.theme = state.get('theme') ?? 'system'
  page.dataset.size = state.get('size') ?? '100'
  if (!(element instanceof HTMLElement)) return
  for (const name of customProperties()) {
    const value = state.get(name) ?? ''
    if (takes(name, value)) element.style.setProperty(`--connect-${name}`, value)
    else element.style.removeProperty(`--connect-${name}`)
  }
}

export const customProperties = () =>
  /** @type {(keyof typeof CUSTOM_PROPERTIES)[]} */ (Object.keys(CUSTOM_PROPERTIES))
