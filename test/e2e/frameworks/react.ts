import { createElement, StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import '../../../widget/define.ts'
import type {} from '../../../widget/types/react.d.ts'
import { type Given, hear, place } from './app.ts'

function Page({ server, clientSecret, shareToken }: Given) {
  // Twice, where StrictMode does what it should.
  useEffect(() => void window.handed.push('mounted'), [])
  return createElement('connect-widget', {
    name: 'inquiry-id',
    server,
    clientSecret,
    'share-token': shareToken,
    'onconnect-ready': hear,
    'onconnect-complete': hear,
    'onconnect-error': hear,
  })
}

let root = createRoot(place())
window.app = {
  show: given => root.render(createElement(StrictMode, null, createElement(Page, given))),
  leave() {
    root.unmount()
    root = createRoot(place())
  },
}
