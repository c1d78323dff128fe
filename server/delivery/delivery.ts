/** How a message gets to a person. */
export type Channel = 'sms' | 'email'

interface Addressed {
  /** Names this one message: a service answers the same name the same way, and sends it once. */
  id: string
  channel: Channel
  /** A number in E.164, or an e-mail address. */
  to: string
  /** The language of the text (BCP 47). */
  locale: string
  /** What the person reads, with the code or the link in it. */
  text: string
  /** How long the code or the link is good. */
  'expires-in-seconds': number
}

export interface CodeMessage extends Addressed {
  code: string
}

/** A link that works once: to an inquiry of the person's, or one that signs somebody in at the dashboard. */
export interface LinkMessage extends Addressed {
  link: string
}

/** Sends a message; whether it was taken. Never throws. */
export type Deliver = (message: CodeMessage | LinkMessage) => Promise<boolean>

/** What sends messages over each channel; null where nothing does. The sandbox sends none. */
export type Deliveries = Readonly<Record<Channel, Deliver | null>>

export const NO_DELIVERIES: Deliveries = { sms: null, email: null }
