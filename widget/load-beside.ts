import { scriptUrl } from './script-origin.ts'

/** Loads a module from beside the script: a classic script cannot be split, and its page allows that origin. */
export const loadBeside = (name: string) =>
  import(/* @vite-ignore */ new URL(`connect-widget/${name}.mjs`, scriptUrl).href)
