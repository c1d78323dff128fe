import { z } from 'zod'

/** An organization's own way to the Connect API: HTTP with its API key, which stays in its backend. */
export interface ConnectApi {
  /** GETs `path` below the API's base URL and answers the parsed body. Throws `ConnectApiError`. */
  get<T>(path: string, shape: z.ZodType<T>): Promise<T>
  /** POSTs `{ data: { attributes } }` to `path` and answers the parsed body. Throws `ConnectApiError`. */
  post<T>(path: string, attributes: Record<string, unknown>, shape: z.ZodType<T>): Promise<T>
}

/** The API refused, answered in another shape, or did not answer; `message` is fit to be shown. */
export class ConnectApiError extends Error {
  readonly status: number

  constructor(status: number, title: string) {
    super(title)
    this.name = 'ConnectApiError'
    this.status = status
  }
}

const TIMEOUT_MS = 10_000

const refusal = z.object({ errors: z.array(z.object({ title: z.string() })).min(1) })

/** `baseUrl` is asked for each call, because a server that listens on a free port learns its own address late. */
export function connectApi(baseUrl: () => string, apiKey: string): ConnectApi {
  const call = async <T>(method: 'GET' | 'POST', path: string, body: unknown, shape: z.ZodType<T>) => {
    const request: RequestInit = {
      method,
      headers: { accept: 'application/json', authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }
    const response = await send(`${baseUrl()}${path}`, body === undefined ? request : withJson(request, body))
    const answer: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw new ConnectApiError(response.status, titleOf(answer))
    const parsed = shape.safeParse(answer)
    if (!parsed.success) throw new ConnectApiError(502, 'Connect answered in a shape this page does not know')
    return parsed.data
  }
  return {
    get: (path, shape) => call('GET', path, undefined, shape),
    post: (path, attributes, shape) => call('POST', path, { data: { attributes } }, shape),
  }
}

async function send(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch (cause) {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError'
    throw new ConnectApiError(timedOut ? 504 : 502, 'Connect cannot be reached at the moment')
  }
}

function withJson(request: RequestInit, body: unknown): RequestInit {
  const headers = { ...request.headers, 'content-type': 'application/json' }
  return { ...request, headers, body: JSON.stringify(body) }
}

function titleOf(answer: unknown): string {
  const parsed = refusal.safeParse(answer)
  return parsed.success ? (parsed.data.errors[0]?.title ?? '') : 'Connect refused the request'
}
