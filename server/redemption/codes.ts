import type { AwaitedInput, CodeKind } from '../api/wire.ts'
import { asksForCode, isCodeKind, type Sent, standingOf } from '../connect/confirmation-code.ts'
import { missingFrom } from '../connect/gap.ts'
import type { TemplateDocument, TemplateVerification } from '../connect/template.ts'
import { type ConfirmationCode, listConfirmationCodes } from '../store/confirmation-codes.ts'
import { holdingsOf } from '../store/inquiries.ts'
import { getEnvironment } from '../store/organizations.ts'
import type { Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import { verificationsOfRedemption } from '../store/verifications.ts'
import type { Possession, Reach } from '../verification/possession.ts'
import type { Verifier } from '../verification/verifier.ts'
import type { Engine } from './engine.ts'
import { evidenceFor, type InquiryEvidence, macOf, readEvidence } from './evidence.ts'

type Deps = Pick<Engine, 'vault' | 'verifiers' | 'deliveries' | 'clock'>

/** An address that a person is asked to confirm by a code. */
export interface AskedCode {
  kind: CodeKind
  reach: Reach
  addressMac: Buffer
  /** What has been sent in this session for the kind; undefined where nothing has. */
  row: ConfirmationCode | undefined
  /** What of it was sent to this very address. */
  sent: Sent
}

/** Names an address without telling it, for one session. */
const macOfAddress = (vault: EnvironmentVault, sessionId: string, { channel, to }: Reach): Buffer =>
  vault.mac(['confirmation-code', 'address', sessionId, channel, to])

/** Names a code without telling it; it is good for one address. */
export const macOfCode = (
  vault: EnvironmentVault,
  kind: CodeKind,
  addressMac: Buffer,
  code: string,
): Buffer => vault.mac(['confirmation-code', 'code', kind, addressMac.toString('base64url'), code])

function sentTo(row: ConfirmationCode | undefined, addressMac: Buffer): Sent {
  const same = row !== undefined && addressMac.equals(row.address_mac)
  return {
    open: same && row.code_mac !== null,
    sentAt: row?.sent_at ?? 0,
    expiresAt: same ? row.expires_at : 0,
    attempts: same ? row.attempts : 0,
    sends: same ? row.sends : 0,
    sendsInAll: row?.sends_in_all ?? 0,
    confirmed: same && row.confirmed_at !== null,
  }
}

/**
 * What a verification asks the person to confirm, given the fields of its inquiry; or why it asks nothing. Nobody can
 * be asked where no page is there, or where nothing sends codes.
 */
export async function askedCode(
  deps: Deps,
  db: Db,
  { session_id: sessionId, environment_id: environmentId }: Redemption,
  wanted: TemplateVerification,
  reach: Reach | null,
): Promise<AskedCode | Possession> {
  const { kind } = wanted
  if (!isCodeKind(kind) || !asksForCode(wanted) || reach === null || sessionId === null) return 'no_code_sent'
  const environment = await getEnvironment(db, environmentId)
  if (environment.kind !== 'sandbox' && deps.deliveries[reach.channel] === null) return 'no_delivery'
  const vault = await deps.vault.of(db, environmentId)
  const addressMac = macOfAddress(vault, sessionId, reach)
  const row = (await listConfirmationCodes(db, sessionId)).find(one => one.kind === kind)
  return { kind, reach, addressMac, row, sent: sentTo(row, addressMac) }
}

/** What is known by now, or that the person has yet to be asked. */
export function possessionOf(asked: AskedCode | Possession, now: number): Possession | 'awaited' {
  return typeof asked === 'string' ? asked : standingOf(asked.sent, now)
}

export const reachOf = ({ reach }: Verifier, fields: ReadonlyMap<string, string>): Reach | null =>
  reach?.(fields) ?? null

/** The codes that a redemption asks for, in the template's order: confirmed, awaited, or out of reach. */
export async function readAskedCodes(
  deps: Deps,
  db: Db,
  redemption: Redemption,
  template: TemplateDocument,
): Promise<AskedCode[]> {
  if (!template.verifications.some(asksForCode)) return []
  const vault = await deps.vault.of(db, redemption.environment_id)
  const held = await readEvidence(db, vault, redemption.destination_id ?? '')
  const asked: AskedCode[] = []
  for (const wanted of template.verifications.filter(asksForCode)) {
    const verifier = deps.verifiers.get(wanted.kind)
    const evidence = verifier && evidenceFor(verifier, held)
    if (!verifier || !evidence) continue
    const code = await askedCode(deps, db, redemption, wanted, reachOf(verifier, evidence.fields))
    if (typeof code !== 'string' && !(await isDecided(deps, db, redemption, verifier, held))) asked.push(code)
  }
  return asked
}

/** Whether the verification has a result of what is there now without a code: it was the source's, and taken over. */
async function isDecided(
  deps: Deps,
  db: Db,
  redemption: Redemption,
  verifier: Verifier,
  held: InquiryEvidence,
): Promise<boolean> {
  const known = await verificationsOfRedemption(db, redemption.environment_id, redemption.id)
  const evidence = evidenceFor(verifier, held)
  if (!evidence) return false
  const mac = macOf(await deps.vault.of(db, redemption.environment_id), evidence)
  return known.some(
    one => one.kind === verifier.kind && one.evidence_mac === mac && one.status !== 'submitted',
  )
}

/**
 * The addresses for which the person may give another, by the names of their fields: such as the template lets be
 * replaced, while their code is awaited. One that is confirmed stays; one that was tried too often has been decided.
 */
export async function replaceableAddresses(
  deps: Deps,
  db: Db,
  redemption: Redemption,
  template: TemplateDocument,
): Promise<ReadonlySet<string>> {
  const replaceable = template.verifications.filter(wanted => wanted['address-replaceable'])
  if (replaceable.length === 0) return new Set()
  const codes = await readAskedCodes(deps, db, redemption, template)
  const awaited = codes.filter(({ sent }) => standingOf(sent, deps.clock()) === 'awaited')
  return new Set(awaited.map(({ kind }) => kind).filter(kind => replaceable.some(one => one.kind === kind)))
}

/** What a redemption still waits for: what the template requires and nobody has, and what is to be confirmed. */
export async function awaitedInputs(
  deps: Deps,
  db: Db,
  redemption: Redemption,
  template: TemplateDocument,
): Promise<AwaitedInput[]> {
  const { environment_id: environmentId, destination_id: inquiryId } = redemption
  const missing = missingFrom(template, await holdingsOf(db, environmentId, inquiryId ?? ''))
  const codes = await readAskedCodes(deps, db, redemption, template)
  const awaited = codes.filter(({ sent }) => standingOf(sent, deps.clock()) === 'awaited')
  return [...missing, ...awaited.map(({ kind }): AwaitedInput => ({ kind: 'code', name: kind }))]
}
