import { setTimeout } from 'node:timers/promises'
import { COMPARISONS, isCodeKind } from '../../connect/confirmation-code.ts'
import type { ProviderRequest } from '../../store/provider-answers.ts'
import type { Verifiers } from '../registry.ts'
import {
  type Evidence,
  type Finding,
  notApplicable,
  type VerificationInput,
  type Verifier,
} from '../verifier.ts'
import { readAnswer } from './answer.ts'
import { callProvider } from './call.ts'
import { nameOf } from './request.ts'
import type { ProviderSettings } from './settings.ts'

/** How often an answer that comes later is looked for, in ms. */
const LOOK_MS = 500

export interface ProviderPorts {
  /** Finds what came by callback: the text of the answer, or null where none has come. */
  findAnswer(request: ProviderRequest): Promise<string | null>
  /** Gives up waiting, so that another instance may go on. The verification is then run again under its name. */
  stopping: AbortSignal
}

/** The kinds of document that are the evidence of each kind of verification. */
const EVIDENCE: Readonly<Partial<Record<Verifier['kind'], string>>> = {
  'government-id': 'government-id',
  selfie: 'selfie',
  document: 'proof-of-address',
}

/**
 * A verifier of which some checks, or all, are an external service's. The embedded verifier of the kind goes on with
 * the others. A provider that does not answer in time, or answers what it was not asked, leaves its checks
 * `not_applicable` with `service_unavailable`: never passed.
 */
export function withProvider(
  embedded: Verifier | undefined,
  settings: ProviderSettings,
  ports: ProviderPorts,
): Verifier {
  const own = settings.replaces ? undefined : embedded
  const asked = Object.keys(settings.checks)
  const beside = own?.beside
  // Whoever answers the check that a code decides has a way of their own to ask the person.
  const reach =
    isCodeKind(settings.kind) && asked.includes(COMPARISONS[settings.kind]) ? undefined : own?.reach
  return {
    kind: settings.kind,
    evidence: own?.evidence ?? (settings.documents ? (EVIDENCE[settings.kind] ?? null) : null),
    ...(beside ? { beside } : {}),
    ...(own && !own.compares
      ? {}
      : { compares: [...new Set([...(own?.compares ?? []), ...settings.fields])] }),
    ...(reach ? { reach } : {}),
    checks: template => ({ ...own?.checks(template), ...settings.checks }),
    async run(input) {
      const [embeddedFindings, answered] = await Promise.all([
        own?.run(input) ?? [],
        ask(settings, input, ports),
      ])
      const findings = answered ?? asked.map(name => notApplicable(name, 'service_unavailable'))
      return [...embeddedFindings.filter(one => !asked.includes(one.name)), ...findings]
    },
    async rehearse(input) {
      const embeddedFindings = (await own?.run(input)) ?? []
      const findings = asked.map(name => notApplicable(name, 'provider_not_asked'))
      return [...embeddedFindings.filter(one => !asked.includes(one.name)), ...findings]
    },
  }
}

/** The verifiers of a server, those of which a provider has a part replaced by what both make together. */
export function withProviders(
  embedded: Verifiers,
  providers: readonly ProviderSettings[],
  ports: ProviderPorts,
): Verifiers {
  const together = providers.map(one => [one.kind, withProvider(embedded.get(one.kind), one, ports)] as const)
  return new Map([...embedded, ...together])
}

async function ask(
  settings: ProviderSettings,
  input: VerificationInput,
  ports: ProviderPorts,
): Promise<Finding[] | null> {
  const asked = Object.keys(settings.checks)
  const text = (await ports.findAnswer(requestOf(input))) ?? (await askNow(settings, input, ports))
  return text === null ? null : readAnswer(text, asked)
}

async function askNow(
  settings: ProviderSettings,
  input: VerificationInput,
  ports: ProviderPorts,
): Promise<string | null> {
  const request = requestOf(input)
  const reply = await callProvider({
    url: settings.url,
    secret: settings.secret,
    idempotencyKey: nameOf(request),
    body: await requestBody(settings, input),
    timeoutMs: settings['timeout-seconds'] * 1000,
    attempts: settings.attempts,
    stopping: ports.stopping,
  })
  if (reply.outcome === 'answered') return reply.text
  if (reply.outcome === 'silent') return null
  return awaitAnswer(request, settings['callback-seconds'] * 1000, ports)
}

const requestOf = ({ id, evidenceMac }: VerificationInput): ProviderRequest => ({
  verificationId: id,
  evidenceMac,
})

/** An answer by callback may reach another instance: it is looked for where all of them keep it. */
async function awaitAnswer(
  request: ProviderRequest,
  forMs: number,
  { findAnswer, stopping }: ProviderPorts,
): Promise<string | null> {
  for (let waited = 0; waited < forMs; waited += LOOK_MS) {
    const text = await findAnswer(request)
    if (text !== null) return text
    await setTimeout(LOOK_MS, undefined, { signal: stopping })
  }
  return null
}

/** What a provider is shown: the fields that its settings name and, where they say so, the documents. */
async function requestBody(settings: ProviderSettings, input: VerificationInput): Promise<string> {
  const fields = [...input.fields].filter(([name]) => settings.fields.includes(name))
  const documents = settings.documents
    ? await Promise.all([...input.documents, ...input.beside].map(asSent))
    : []
  return JSON.stringify({
    request: nameOf(requestOf(input)),
    verification: { id: input.id, kind: settings.kind, today: input.today },
    checks: Object.keys(settings.checks),
    fields: Object.fromEntries(fields),
    documents,
  })
}

const asSent = async ({ kind, attributes, files }: Evidence) => ({
  kind,
  attributes,
  files: await Promise.all(
    files.map(async file => ({
      page: file.page,
      'content-type': file.contentType,
      data: Buffer.from(await file.read()).toString('base64'),
    })),
  ),
})
