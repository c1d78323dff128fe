import { loadBeside } from './load-beside.ts'

/** Loads what a person has once they have agreed, from beside the script. */
export const loadRights = (): Promise<typeof import('./rights/rights.ts')> => loadBeside('rights')
