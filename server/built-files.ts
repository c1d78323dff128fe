import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Where `npm run build` has put what browsers load. The package names the places, which are others beside the sources than
 * in what is installed.
 */
export const BUILT = {
  widgetDir: dirname(fileURLToPath(import.meta.resolve('#cdn/integrity.json'))),
  dashboardDir: dirname(fileURLToPath(import.meta.resolve('#dashboard/index.html'))),
}
