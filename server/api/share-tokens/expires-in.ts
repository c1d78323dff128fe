import { z } from 'zod'
import {
  EXPIRES_IN_SECONDS_DEFAULT,
  EXPIRES_IN_SECONDS_MAX,
  EXPIRES_IN_SECONDS_MIN,
} from '../../connect/share-token.ts'

/** `expires-in-seconds` of a new share token. */
export const expiresInSeconds = z
  .int()
  .min(EXPIRES_IN_SECONDS_MIN)
  .max(EXPIRES_IN_SECONDS_MAX)
  .default(EXPIRES_IN_SECONDS_DEFAULT)
