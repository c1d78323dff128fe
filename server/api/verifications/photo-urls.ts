import { z } from 'zod'
import type { Evidence } from '../documents/evidence.ts'

/** The photos of a verification as published, page by page. */
export const photoUrls = z.array(
  z.strictObject({
    page: z.string(),
    url: z.string(),
    filename: z.string(),
    'byte-size': z.int(),
  }),
)

export const photoUrlsOf = ({ files }: Evidence): z.infer<typeof photoUrls> =>
  files.map(({ page, file }) => ({ page, ...file }))
