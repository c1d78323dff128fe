import { z } from 'zod'

/** A month of UTC, `YYYY-MM`. */
export const month = z.string().regex(/^[0-9]{4}-(?:0[1-9]|1[0-2])$/, 'must be a month, YYYY-MM')
