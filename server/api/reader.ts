import type { Request } from 'express'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import type { Api } from './api.ts'
import { type FileLinker, fileLinker } from './documents/file-link.ts'

/** What an environment's objects are read with, for one answer. */
export interface Reader {
  db: Db
  vault: EnvironmentVault
  link: FileLinker
}

export async function readerOf(api: Api, db: Db, environmentId: string, req: Request): Promise<Reader> {
  const vault = await api.vault.of(db, environmentId)
  return { db, vault, link: fileLinker(vault, req, api.clock()) }
}
