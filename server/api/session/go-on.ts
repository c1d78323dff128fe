import { codeInputOf } from '../../connect/code-input.ts'
import { inputsOf } from '../../connect/inputs.ts'
import type { TemplateDocument } from '../../connect/template.ts'
import { awaitedInputs, readAskedCodes, replaceableAddresses } from '../../redemption/codes.ts'
import { resume } from '../../redemption/resume.ts'
import type { Lease, Redemption } from '../../store/redemptions.ts'
import type { Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import type { SessionApi } from '../api.ts'
import type { InputResource, InputsDocument } from '../wire.ts'
import { readInputState } from './input-state.ts'

interface Awaiting {
  redemption: Redemption
  template: TemplateDocument
}

/** What a session asks the person for, with what of it is there: what is missing, and what is to be confirmed. */
export async function readAskedInputs(
  api: SessionApi,
  tx: Db,
  session: Session,
  { redemption, template }: Awaiting,
  locale: string,
): Promise<InputResource[]> {
  const vault = await api.vault.of(tx, session.environment_id)
  const replaceable = await replaceableAddresses(api.engine, tx, redemption, template)
  const inputs = inputsOf(template, await readInputState(tx, vault, session), locale, replaceable)
  const codes = await readAskedCodes(api.engine, tx, redemption, template)
  return [...inputs, ...codes.map(({ kind, reach, sent }) => codeInputOf(kind, reach.to, sent, api.clock()))]
}

/**
 * Sets a redemption going again where it waits for nothing any more, in the transaction that stored the last of it; the
 * lease is to be run once that is durable. Answers what the session asks for now.
 */
export async function goOn(
  api: SessionApi,
  tx: Db,
  session: Session,
  awaiting: Awaiting,
  locale: string,
  now: number,
): Promise<{ document: InputsDocument; lease: Lease | null }> {
  const { redemption, template } = awaiting
  const awaited = await awaitedInputs(api.engine, tx, redemption, template)
  const complete = awaited.length === 0
  const data = await readAskedInputs(api, tx, session, awaiting, locale)
  const lease = complete ? await resume(tx, redemption, api.runner.owner, now) : null
  return { document: { data, meta: { complete } }, lease }
}

/** Runs what {@link goOn} has set going. */
export function run(api: SessionApi, session: Session, lease: Lease | null): void {
  if (!lease) return
  api.engine.signals.publish(session.id)
  api.runner.start(lease)
}
