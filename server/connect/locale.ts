import { z } from 'zod'

/** A language tag (BCP 47), as much of its grammar as tells one from anything else. */
export const locale = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag')
  .max(35)
