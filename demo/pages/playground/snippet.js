import { customProperties, directionOf, takes } from './look.js'

/**
 * @import { PreviewMessage } from './preview.js'
 * @typedef {Extract<PreviewMessage, { kind: 'scene' }>} Scene
 */

/**
 * The page that shows what the preview shows, for a page of one's own: it asks its own backend for a session.
 * @param {URLSearchParams} state
 * @param {Scene} scene
 * @param {string} origin where the server is
 */
export function snippetOf(state, { element, server, hasToken }, origin) {
  const attributes = [
    server === null ? '' : ` server="${origin}${server}"`,
    state.get('layout') === 'dialog' && element === 'connect-widget' ? ' layout="dialog"' : '',
    element === 'connect-share' ? ' backend="/my-backend/share"' : '',
  ]
  return [
    '<!doctype html>',
    `<html${languageOf(state)}>`,
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    ...styleOf(state, element),
    `<script src="${origin}/${element}.js"></script>`,
    `<${element}${attributes.join('')}></${element}>`,
    ...(element === 'connect-widget' ? widgetScript(hasToken) : shareScript),
  ].join('\n')
}

/** @param {URLSearchParams} state */
function languageOf(state) {
  const language = state.get('language') ?? 'en'
  const direction = directionOf(language, state.get('dir'))
  return ` lang="${language}"${direction === 'rtl' ? ' dir="rtl"' : ''}`
}

/**
 * @param {URLSearchParams} state
 * @param {string} element
 */
function styleOf(state, element) {
  const theme = state.get('theme') ?? 'system'
  const page = [
    `color-scheme: ${theme === 'system' ? 'light dark' : theme}`,
    ...(state.get('size') === '200' ? ['font-size: 200%'] : []),
  ]
  const own = customProperties().flatMap(name => {
    const value = state.get(name) ?? ''
    return takes(name, value) ? [`--connect-${name}: ${value}`] : []
  })
  return [
    '<style>',
    `  html { ${page.join('; ')} }`,
    ...(own.length > 0 ? [`  ${element} {`, ...own.map(one => `    ${one};`), '  }'] : []),
    '</style>',
  ]
}

/** @param {boolean} hasToken */
const widgetScript = hasToken => [
  '<script type="module">',
  "  const widget = document.querySelector('connect-widget')",
  "  widget.addEventListener('connect-complete', event => console.log(event.inquiryId, event.status))",
  "  widget.addEventListener('connect-error', event => console.log(event.code))",
  "  const session = await fetch('/my-backend/session', { method: 'POST' }).then(answer => answer.json())",
  ...(hasToken ? ["  widget.shareToken = session['share-token']"] : []),
  "  widget.clientSecret = session['client-secret']",
  '</script>',
]

const shareScript = [
  '<script type="module">',
  "  const element = document.querySelector('connect-share')",
  "  element.addEventListener('connect-share', () => window.close())",
  '</script>',
]
