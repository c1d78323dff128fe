import type { Request } from 'express'
import { z } from 'zod'
import type { StoredFile } from '../../store/files.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { issueFileToken } from './file-token.ts'

/** A file as published: `url` works without an API key, until it expires. */
export const linkedFile = z.strictObject({ filename: z.string(), url: z.string(), 'byte-size': z.int() })

export type LinkedFile = z.infer<typeof linkedFile>

/** Writes files for one answer. */
export type FileLinker = (file: StoredFile) => LinkedFile

/** The accepted types of files, each with the ending of its name. */
export const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'pdf'],
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
])

/** A name for a file: what it shows. The name that it once had may tell something of the person. */
export function fileName({ page, content_type }: StoredFile): string {
  const name = /^[a-z0-9-]{1,32}$/.test(page) ? page : 'file'
  return `${name}.${EXTENSIONS.get(content_type) ?? 'bin'}`
}

/** Links at the address that the request was made to. */
export function fileLinker(vault: EnvironmentVault, req: Request, now: number): FileLinker {
  const base = `${req.protocol}://${req.host}${req.baseUrl}/files`
  return file => {
    const filename = fileName(file)
    const token = issueFileToken(vault, file.id, now)
    const url = `${base}/${file.id}/${filename}?access_token=${token}`
    return { filename, url, 'byte-size': file.byte_size }
  }
}
