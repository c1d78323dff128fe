import type { CollectWords } from './words/words.ts'

/** What is wrong, in whatever language is spoken by the time it is shown; null where nothing is. */
export type Problem = ((words: CollectWords) => string) | null
