import { en } from './en.ts'
import type { CollectWords } from './words.ts'

/** The sentences in a language; English where there are none. */
export const wordsFor = async (_locale: string): Promise<CollectWords> => en
