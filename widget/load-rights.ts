/**
 * Loads what a person has once they have agreed. The build for script tags puts `cdn-load-rights.ts` in the place of
 * this module.
 */
export const loadRights = (): Promise<typeof import('./rights/rights.ts')> => import('./rights/rights.ts')
