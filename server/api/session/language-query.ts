import { z } from 'zod'
import { locale } from '../../connect/locale.ts'

/** The language that somebody would like to read a notice in; the session's own where none is named. */
export const languageQuery = z.object({ locale: locale.optional() })
