import { en } from './en.ts'
import type { Messages } from './messages.ts'

/** Every language there is, by its primary subtag. */
const languages: ReadonlyMap<string, Messages> = new Map([['en', en]])

/** The messages for a BCP 47 tag, by its primary language; English where there are none. */
export function messagesFor(tag: string): Messages {
  const [primary = ''] = tag.toLowerCase().split('-')
  return languages.get(primary) ?? en
}
