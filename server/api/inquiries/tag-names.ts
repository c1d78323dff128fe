import { z } from 'zod'

/** Longest name of a tag, in characters. */
const LENGTH_MAX = 255
/** How many tags an inquiry can have. */
export const TAGS_MAX = 100

export const tagName = z.string().min(1).max(LENGTH_MAX)

/** The tags of an inquiry, each once. */
export const tagNames = z
  .array(tagName)
  .max(TAGS_MAX)
  .transform(names => [...new Set(names)])
