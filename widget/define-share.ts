import { ConnectShare } from './connect-share.ts'

// A page may hold the script twice; the first one wins, and the second must not throw. Nor must there be a page.
const elements = globalThis.customElements
if (elements && !elements.get('connect-share')) elements.define('connect-share', ConnectShare)
