import { scriptUrl } from './script-origin.ts'

/** Loads the collection from beside the script: a classic script cannot be split, and its page allows that origin. */
export const loadCollect = (): Promise<typeof import('./collect/collect.ts')> =>
  import(/* @vite-ignore */ new URL('connect-widget/collect.mjs', scriptUrl).href)
