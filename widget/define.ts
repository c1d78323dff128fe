import { ConnectWidget } from './connect-widget.ts'

// A page may hold the script twice; the first one wins, and the second must not throw. Nor must there be a page: where
// one is made beforehand, in Node, there are no elements.
const elements = globalThis.customElements
if (elements && !elements.get('connect-widget')) elements.define('connect-widget', ConnectWidget)
