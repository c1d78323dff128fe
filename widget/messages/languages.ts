import { en } from './en.ts'
import type { Messages } from './messages.ts'

/** Every language there is, by its primary subtag. */
const languages: ReadonlyMap<string, Messages> = new Map([['en', en]])

/** The messages in a language, by its primary subtag; English where there are none. */
export const messagesFor = (language: string): Messages => languages.get(language) ?? en
