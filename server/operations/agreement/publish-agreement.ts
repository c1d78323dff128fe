import { createHash } from 'node:crypto'
import { type PublicationProblem, publicationProblem } from '../../connect/agreement.ts'
import { newId } from '../../ids.ts'
import {
  type Agreement,
  findAgreementByVersion,
  insertAgreement,
  listAgreementVersions,
} from '../../store/agreements.ts'
import { recordEvent } from '../../store/events.ts'
import { listEnvironmentIds } from '../../store/organizations.ts'
import { transaction } from '../../store/store.ts'
import { CommandRefused, type Desk } from '../command-line.ts'

/** How large a text may be, in bytes. */
const TEXT_BYTES_MAX = 200_000
const DAY_MS = 86_400_000

export interface NewAgreement {
  version: string
  /** The text, in UTF-8. */
  bytes: Uint8Array
  /** ms since the epoch; at once where nothing is said. */
  effectiveAt: number | null
  /** For how many days of 24 hours from then on a signature of the version before is enough. */
  graceDays: number
}

const PROBLEMS: Readonly<Record<PublicationProblem, string>> = {
  effective_in_the_past:
    '--effective-at: is over already: nobody could have read the text before it is in force',
  effective_before_another: '--effective-at: another version takes effect then or later',
  grace_before_effect: '--grace-days: must not be negative',
}

/**
 * Publishes a version of the agreement, and tells every environment by an event. Throws {@link CommandRefused} where it does
 * not follow what was published before.
 */
export function publishAgreement(
  { db, clock }: Pick<Desk, 'db' | 'clock'>,
  { version, bytes, effectiveAt, graceDays }: NewAgreement,
): Promise<Agreement> {
  const body = textOf(bytes)
  return transaction(db, async tx => {
    const now = clock()
    const from = effectiveAt ?? now
    const until = from + graceDays * DAY_MS
    if (await findAgreementByVersion(tx, version)) {
      throw new CommandRefused(`--version: ${version} is published already, and is never changed`)
    }
    const problem = publicationProblem(
      await listAgreementVersions(tx),
      { effectiveAt: from, graceUntil: until },
      now,
    )
    if (problem) throw new CommandRefused(PROBLEMS[problem])
    const agreement: Agreement = {
      id: newId('agreement'),
      version,
      body,
      hash: `sha-256:${createHash('sha256').update(bytes).digest('hex')}`,
      effective_at: from,
      grace_until: until,
      created_at: now,
    }
    await insertAgreement(tx, agreement)
    const event = {
      name: 'connect/agreement.published' as const,
      object: { type: 'connect/agreement', id: agreement.id },
      attributes: { version, 'document-hash': agreement.hash },
    }
    for (const environmentId of await listEnvironmentIds(tx)) {
      await recordEvent(tx, { environmentId, ...event }, now)
    }
    return agreement
  })
}

/** The bytes as text that gives the very same bytes again. */
function textOf(bytes: Uint8Array): string {
  if (bytes.byteLength > TEXT_BYTES_MAX) {
    throw new CommandRefused(`the text is too large: at most ${TEXT_BYTES_MAX} bytes`)
  }
  const text = decoded(bytes)
  if (text === null || text.includes('\0')) throw new CommandRefused('the text must be plain text in UTF-8')
  if (text.trim() === '') throw new CommandRefused('the text is empty')
  return text
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
