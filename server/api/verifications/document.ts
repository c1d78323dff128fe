import { z } from 'zod'
import { linkedFile } from '../documents/file-link.ts'
import type { PublishedKind } from './kind.ts'

/** `verification/document`: the files of the document. What is read from them is at the document. */
export const documentKind: PublishedKind = {
  shape: {
    fields: z.strictObject({}),
    files: z.array(linkedFile),
    'files-normalized': z.array(linkedFile),
    'extraction-responses': z.array(z.string()).max(0),
    'document-type': z.null(),
  },
  attributes: ({ evidence: { files } }) => ({
    fields: {},
    files: files.map(({ file }) => file),
    'files-normalized': files.map(({ file }) => file),
    'extraction-responses': [],
    'document-type': null,
  }),
}
