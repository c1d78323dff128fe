import type { ConnectShare } from '../connect-share.ts'
import type { ConnectWidget } from '../connect-widget.ts'

/** What a template may set on `<connect-widget>`: its properties, or its attributes. */
export type ConnectWidgetProps = Partial<
  Pick<ConnectWidget, 'server' | 'clientSecret' | 'shareToken' | 'layout'>
> & {
  'client-secret'?: string
  'share-token'?: string
}

/** What `<connect-widget>` tells its page. */
export type ConnectWidgetEvents = Pick<
  HTMLElementEventMap,
  | 'connect-ready'
  | 'connect-decision'
  | 'connect-progress'
  | 'connect-complete'
  | 'connect-decline'
  | 'connect-withdraw'
  | 'connect-error'
>

/** What a template may set on `<connect-share>`: its properties, or its attributes. */
export type ConnectShareProps = Partial<Pick<ConnectShare, 'backend' | 'shareRequest'>> & {
  'share-request'?: string
}

/** What `<connect-share>` tells its page. */
export type ConnectShareEvents = Pick<
  HTMLElementEventMap,
  'connect-ready' | 'connect-decision' | 'connect-share' | 'connect-decline' | 'connect-error'
>

/** A listener for each event, under the prefix by which a framework knows listeners: `onconnect-complete` for one. */
export type Listeners<Events, Prefix extends string> = {
  [Name in keyof Events & string as `${Prefix}${Name}`]?: (event: Events[Name]) => void
}
