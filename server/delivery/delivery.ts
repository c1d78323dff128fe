/** How a code gets to a person. */
export type Channel = 'sms' | 'email'

export interface CodeMessage {
  /** Names this one message: a service answers the same name the same way, and sends it once. */
  id: string
  channel: Channel
  /** A number in E.164, or an e-mail address. */
  to: string
  code: string
  /** The language of the text (BCP 47). */
  locale: string
  /** What the person reads, with the code in it. */
  text: string
}

/** A link that signs somebody in at the dashboard. */
export interface LinkMessage extends Pick<CodeMessage, 'id' | 'to' | 'locale' | 'text'> {
  channel: 'email'
  link: string
}

/** Sends a code or a link; whether it was taken. Never throws. */
export type DeliverCode = (message: CodeMessage | LinkMessage) => Promise<boolean>

/** What sends codes over each channel; null where nothing does. The sandbox sends none. */
export type Deliveries = Readonly<Record<Channel, DeliverCode | null>>

export const NO_DELIVERIES: Deliveries = { sms: null, email: null }
