import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { ConnectShare } from '../connect-share.js'
import type { ConnectWidget } from '../connect-widget.js'
import type {
  ConnectShareEvents,
  ConnectShareProps,
  ConnectWidgetEvents,
  ConnectWidgetProps,
  Listeners,
} from './elements.js'

/**
 * `import type {} from 'connect-widget/jsx'`: the elements in JSX, for React 19 and later, which sets the properties of
 * custom elements and listens for `on` and an event's name.
 */

type Props<Element, Own, Events> = DetailedHTMLProps<HTMLAttributes<Element>, Element> &
  Own &
  Listeners<Events, 'on'>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'connect-widget': Props<ConnectWidget, ConnectWidgetProps, ConnectWidgetEvents>
      'connect-share': Props<ConnectShare, ConnectShareProps, ConnectShareEvents>
    }
  }
}
