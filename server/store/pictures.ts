import { z } from 'zod'
import { newId } from '../ids.ts'
import { distanceOf, type Fingerprint, SAME_PICTURE_BITS } from '../verification/fingerprint.ts'
import { readJson } from './json.ts'
import type { Db } from './store.ts'
import type { EnvironmentVault } from './vault.ts'

/** So many of its sixteen numbers two fingerprints share before they are compared. */
const EQUAL_BANDS_MIN = 2
/** How many pictures one is compared with at most, those that share most first. */
const COMPARED_MAX = 100

const fingerprint = z.array(z.int())

const contextOf = (id: string) => ['picture', id, 'fingerprint']

export interface SeenPicture {
  documentId: string
  /** Names the person without telling who it is. */
  personMac: string
  fingerprint: Fingerprint
}

/**
 * Remembers a picture by its fingerprint: sealed, and beside it a MAC of each of its sixteen numbers, so that like
 * pictures are found and nobody who has only the store can tell what they show.
 */
export async function rememberPicture(
  tx: Db,
  vault: EnvironmentVault,
  { documentId, personMac, fingerprint }: SeenPicture,
  now: number,
): Promise<void> {
  const id = newId('picture')
  await tx
    .insertInto('picture')
    .values({
      id,
      environment_id: vault.environmentId,
      document_id: documentId,
      person_mac: personMac,
      sealed_fingerprint: vault.seal(JSON.stringify(fingerprint), contextOf(id)),
      created_at: now,
    })
    .execute()
  const bands = bandsOf(vault, fingerprint).map(mac => ({
    picture_id: id,
    environment_id: vault.environmentId,
    mac,
  }))
  await tx.insertInto('picture_band').values(bands).execute()
}

/** Whether this picture has been used for somebody else. */
export async function isAnotherPersonsPicture(
  db: Db,
  vault: EnvironmentVault,
  { personMac, fingerprint: wanted }: Omit<SeenPicture, 'documentId'>,
): Promise<boolean> {
  const like = await db
    .selectFrom('picture_band')
    .innerJoin('picture', 'picture.id', 'picture_band.picture_id')
    .select(({ fn }) => ['picture.id', 'picture.sealed_fingerprint', fn.countAll<number>().as('equal')])
    .where('picture_band.environment_id', '=', vault.environmentId)
    .where('picture_band.mac', 'in', bandsOf(vault, wanted))
    .where('picture.person_mac', '!=', personMac)
    .groupBy(['picture.id', 'picture.sealed_fingerprint'])
    .having(({ fn }) => fn.countAll<number>(), '>=', EQUAL_BANDS_MIN)
    .orderBy('equal', 'desc')
    .limit(COMPARED_MAX)
    .execute()
  return like.some(({ id, sealed_fingerprint }) => {
    const known = readJson(fingerprint, vault.unseal(sealed_fingerprint, contextOf(id)))
    return distanceOf(known, wanted) <= SAME_PICTURE_BITS
  })
}

const bandsOf = (vault: EnvironmentVault, print: Fingerprint): string[] =>
  print.map((row, index) =>
    vault
      .mac(['picture-band', String(index), String(row)])
      .subarray(0, 16)
      .toString('base64url'),
  )

/** Forgets the pictures of these documents. */
export async function forgetPictures(tx: Db, environmentId: string, documentIds: string[]): Promise<void> {
  if (documentIds.length === 0) return
  const own = tx
    .selectFrom('picture')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('document_id', 'in', documentIds)
  await tx
    .deleteFrom('picture_band')
    .where('environment_id', '=', environmentId)
    .where('picture_id', 'in', own)
    .execute()
  await tx
    .deleteFrom('picture')
    .where('environment_id', '=', environmentId)
    .where('document_id', 'in', documentIds)
    .execute()
}
