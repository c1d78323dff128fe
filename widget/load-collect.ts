/**
 * Loads the collection, which only a session needs that something is missing in. The build for script tags puts
 * `cdn-load-collect.ts` in the place of this module.
 */
export const loadCollect = (): Promise<typeof import('./collect/collect.ts')> =>
  import('./collect/collect.ts')
