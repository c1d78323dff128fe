import type { HTMLAttributes } from 'svelte/elements'
import type { ConnectShare } from '../connect-share.js'
import type { ConnectWidget } from '../connect-widget.js'
import type {
  ConnectShareEvents,
  ConnectShareProps,
  ConnectWidgetEvents,
  ConnectWidgetProps,
  Listeners,
} from './elements.js'

/** `import type {} from 'connect-widget/svelte'`: the elements in Svelte, with listeners as Svelte 5 has them and as 4 had. */

type Attributes<Element extends EventTarget, Own, Events> = HTMLAttributes<Element> &
  Own &
  Listeners<Events, 'on'> &
  Listeners<Events, 'on:'>

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'connect-widget': Attributes<ConnectWidget, ConnectWidgetProps, ConnectWidgetEvents>
    'connect-share': Attributes<ConnectShare, ConnectShareProps, ConnectShareEvents>
  }
}
