import type { HTMLAttributes } from 'vue'
import type { ConnectShare } from '../connect-share.js'
import type { ConnectWidget } from '../connect-widget.js'
import type {
  ConnectShareEvents,
  ConnectShareProps,
  ConnectWidgetEvents,
  ConnectWidgetProps,
} from './elements.js'

/** `import type {} from 'connect-widget/vue'`: the elements in the templates of Vue 3. */

type Pascal<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Pascal<Tail>}`
  : Capitalize<Name>

/** `@connect-complete`, as Vue names it. */
type VueListeners<Events> = {
  [Name in keyof Events & string as `on${Pascal<Name>}`]?: (event: Events[Name]) => void
}

type Component<Element, Own, Events> = new () => Element & {
  $props: HTMLAttributes & Own & VueListeners<Events>
}

declare module 'vue' {
  interface GlobalComponents {
    'connect-widget': Component<ConnectWidget, ConnectWidgetProps, ConnectWidgetEvents>
    'connect-share': Component<ConnectShare, ConnectShareProps, ConnectShareEvents>
  }
}
