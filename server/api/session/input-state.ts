import type { GivenDocument, InputState } from '../../connect/inputs.ts'
import { listEveryDocument, readGivenDocuments, type StoredDocument } from '../../store/documents.ts'
import { listFields } from '../../store/fields.ts'
import { listFiles } from '../../store/files.ts'
import type { Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'

/** What the inquiry of a session holds, and what of it the session has given. Opens no field. */
export async function readInputState(db: Db, vault: EnvironmentVault, session: Session): Promise<InputState> {
  const { id: sessionId, environment_id: environmentId, inquiry_id: inquiryId } = session
  const fields = await listFields(db, environmentId, inquiryId)
  const documents = await listEveryDocument(db, environmentId, inquiryId)
  const given = await readGivenDocuments(db, vault, inquiryId, sessionId)
  const isGiven = (one: { session_id: string | null }) => one.session_id === sessionId
  return {
    held: {
      fields: new Set(fields.filter(one => !isGiven(one)).map(({ name }) => name)),
      documents: new Set(documents.filter(one => !isGiven(one)).map(({ kind }) => kind)),
    },
    given: {
      fields: new Set(fields.filter(isGiven).map(({ name }) => name)),
      documents: new Map(
        await Promise.all(
          given.map(async document => [document.kind, await pagesOfGiven(db, document)] as const),
        ),
      ),
    },
  }
}

async function pagesOfGiven(
  db: Db,
  { id, environment_id, attributes }: StoredDocument,
): Promise<GivenDocument> {
  const files = await listFiles(db, environment_id, [id])
  return { idClass: idClassOf(attributes), pages: new Set(files.map(({ page }) => page)) }
}

/** The class of a document of identity, as its giver named it; null where nobody has. */
export function idClassOf(attributes: StoredDocument['attributes']): string | null {
  const named = attributes['id-class']
  return typeof named === 'string' ? named : null
}
