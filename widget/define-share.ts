import { ConnectShare } from './connect-share.ts'

// A page may hold the script twice; the first one wins, and the second must not throw.
if (!customElements.get('connect-share')) customElements.define('connect-share', ConnectShare)
