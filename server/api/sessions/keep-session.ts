import { newId } from '../../ids.ts'
import { challengeOf, newSecret } from '../../secrets.ts'
import type { Connection } from '../../store/connections.ts'
import { keepNotice } from '../../store/consents.ts'
import { insertSession, type Session, sealVerifier } from '../../store/sessions.ts'
import { insertShareRequest } from '../../store/share-requests.ts'
import type { Db } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import type { FixedNotice } from '../session/session-notice.ts'

/** What a session is, without what is made with it. */
export type SessionFacts = Omit<Session, 'notice_hash' | 'sealed_verifier' | 'share_request_id'>

interface Around {
  vault: EnvironmentVault
  connection: Connection
  notice: FixedNotice
  /** Until when the source may mint for the session. */
  mintedUntil: number
}

/** Stores a session of an inquiry, the notice as it will be shown, and a share request whose verifier stays here. */
export async function keepSession(
  tx: Db,
  facts: SessionFacts,
  { vault, connection, notice, mintedUntil }: Around,
): Promise<Session> {
  const verifier = newSecret()
  const session: Session = {
    ...facts,
    notice_hash: notice.hash,
    sealed_verifier: sealVerifier(vault, facts.id, verifier),
    share_request_id: newId('share-request'),
  }
  await keepNotice(tx, { hash: notice.hash, body: notice.body, created_at: facts.created_at })
  await insertShareRequest(tx, {
    id: session.share_request_id,
    connection_id: connection.id,
    session_id: facts.id,
    source_environment_id: connection.source_environment_id,
    destination_environment_id: facts.environment_id,
    challenge: challengeOf(verifier),
    created_at: facts.created_at,
    expires_at: mintedUntil,
  })
  await insertSession(tx, session)
  return session
}
