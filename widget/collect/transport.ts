import type { CodeRefusal, InputResource, InputsDocument } from '../../server/api/wire.ts'
import { jsonOf } from '../json.ts'
import type { Connection } from '../part-options.ts'

/** Why something that was given did not arrive. */
export type Refusal = 'refused' | 'failed'

/** Where a code is asked for, and said to have arrived. */
export type CodePath = 'codes' | 'codes/confirm'

/** How long an answer may take once everything is sent, in ms. */
const TIMEOUT_MS = 60_000

/** Where the session takes what it asks for and says what that is, in the language of now. */
function addressOf({ session, locale }: Connection, path: 'inputs' | CodePath): string {
  const wanted = locale()
  return `${session}/${path}${wanted && `?locale=${wanted}`}`
}

/** What the session still asks for. Rejects where nobody says. */
export async function readInputs(connection: Connection, signal: AbortSignal): Promise<InputResource[]> {
  const response = await fetch(addressOf(connection, 'inputs'), {
    headers: { accept: 'application/json', authorization: `Bearer ${connection.clientSecret}` },
    signal,
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'origin',
  })
  if (!response.ok) throw new Error('refused')
  const document: InputsDocument = await response.json()
  return document.data
}

/**
 * Gives some parts of a form. `fetch` does not tell how much of a body has gone, so this is the older way.
 *
 * @param progress is told the share that has gone, from 0 to 1
 * @returns what the session asks for now, or why nothing of it was taken
 */
export function giveInputs(
  connection: Connection,
  parts: FormData,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<InputResource[] | Refusal> {
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf(connection, 'inputs'))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('authorization', `Bearer ${connection.clientSecret}`)
    request.upload.onprogress = ({ loaded, total }) => progress(loaded / total)
    request.upload.onload = () => {
      request.timeout = performance.now() + TIMEOUT_MS
    }
    const failed = () => resolve('failed')
    request.onerror = failed
    request.onabort = failed
    request.ontimeout = failed
    request.onload = () => resolve(answerOf(request))
    signal.addEventListener('abort', () => request.abort())
    request.send(parts)
  })
}

function answerOf({ status, responseText }: XMLHttpRequest): InputResource[] | Refusal {
  if (status >= 400 && status < 500 && status !== 429) return 'refused'
  if (status !== 200) return 'failed'
  const document: InputsDocument = JSON.parse(responseText)
  return document.data
}

/**
 * Asks for a code, or says which arrived. The message that brings it is in the language of now.
 *
 * @returns what the session asks for now, or why nothing came of it
 */
export async function postCode(
  connection: Connection,
  path: CodePath,
  attributes: object,
  signal: AbortSignal,
): Promise<InputResource[] | CodeRefusal | 'failed'> {
  try {
    const response = await fetch(addressOf(connection, path), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${connection.clientSecret}`,
      },
      body: jsonOf({ data: { attributes } }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'origin',
    })
    const document: InputsDocument & { errors?: { code?: CodeRefusal }[] } = await response.json()
    return response.ok ? document.data : (document.errors?.[0]?.code ?? 'failed')
  } catch {
    return 'failed'
  }
}
