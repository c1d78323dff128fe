import type { Guard } from '../guards.ts'

/** Longer is none; the server's own have less than a hundred characters. */
const MAX_LENGTH = 512

/** Whether this may be a share token, as far as a page can tell. */
export const isShareToken: Guard<string> = (value): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH
