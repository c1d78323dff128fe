import { ConnectWidget } from './connect-widget.ts'

// A page may hold the script twice; the first one wins, and the second must not throw.
if (!customElements.get('connect-widget')) customElements.define('connect-widget', ConnectWidget)
