import { loadBeside } from './load-beside.ts'

/** Loads the collection from beside the script. */
export const loadCollect = (): Promise<typeof import('./collect/collect.ts')> => loadBeside('collect')
