import type { Request } from 'express'
import type { z } from 'zod'
import { type GivenFile, type GivenInputs, STRANGER } from '../../connect/check-inputs.ts'
import { FILE_BYTES_MAX } from '../../connect/document-pages.ts'
import { typeOf } from '../../verification/file-type.ts'
import { readForm } from '../http/multipart.ts'
import { parse } from '../http/parse.ts'
import { inputsBody } from './input-schema.ts'

/** What is there in a form beside its largest file: other files, texts, the headers of its parts; in bytes. */
const REST_BYTES_MAX = 1_000_000
/** How many parts a form can have: more than a template can ask for. */
const PARTS_MAX = 256

export interface UploadedFile extends GivenFile {
  bytes: Uint8Array
}

/** What a request brings, whichever of the two ways it came. */
export async function readInputs(req: Request): Promise<GivenInputs<UploadedFile>> {
  if (!req.is('multipart/form-data')) return inJson(parse(inputsBody, req.body))
  return inForm(await readForm(req, { bytesMax: FILE_BYTES_MAX + REST_BYTES_MAX, partsMax: PARTS_MAX }))
}

const inJson = ({ data }: z.infer<typeof inputsBody>): GivenInputs<UploadedFile> => ({
  fields: Object.entries(data.attributes.fields).map(([name, text]) => ({ name, text })),
  idClasses: [],
  files: [],
  unreadable: [],
})

const FIELD = /^fields\[([a-z0-9-]{1,64})\]$/
const DOCUMENT = /^documents\[([a-z0-9-]{1,64})\]\[([a-z0-9-]{1,32})\]$/

async function inForm(form: FormData): Promise<GivenInputs<UploadedFile>> {
  const fields: { name: string; text: string }[] = []
  const idClasses: { kind: string; value: string }[] = []
  const files: UploadedFile[] = []
  const unreadable: string[] = []
  for (const [part, content] of form) {
    const [, name] = FIELD.exec(part) ?? []
    const [, kind, page] = DOCUMENT.exec(part) ?? []
    if (name !== undefined) {
      if (typeof content === 'string') fields.push({ name, text: content })
      else unreadable.push('the request has a file where a text belongs')
    } else if (kind === undefined || page === undefined) {
      unreadable.push(STRANGER)
    } else if (typeof content !== 'string') {
      files.push(await uploaded(kind, page, content))
    } else if (page === 'id-class') {
      idClasses.push({ kind, value: content })
    } else {
      unreadable.push('the request has a text where a file belongs')
    }
  }
  return { fields, idClasses, files, unreadable }
}

/** A file's name and the type that it is said to be of are not looked at. */
async function uploaded(kind: string, page: string, file: Blob): Promise<UploadedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return { kind, page, bytes, contentType: typeOf(bytes), size: bytes.length }
}
