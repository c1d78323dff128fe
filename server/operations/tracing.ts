import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span, Tracer } from '@opentelemetry/api'
import type { RequestHandler } from 'express'

/** Identifiers, names, outcomes and figures. Nothing of a person. */
export type SpanAttributes = Record<string, string | number>

/** Tells where time goes, in spans of OpenTelemetry. */
export interface Tracing {
  /** Does `work` as a span of that name, a part of whatever span it is done in; `tell` adds what came of it. */
  span<T>(
    name: string,
    attributes: SpanAttributes,
    work: () => Promise<T>,
    tell?: (result: T) => SpanAttributes,
  ): Promise<T>
  /** A span for each request, over everything that is done for it. */
  requests: RequestHandler
  /** Sends what has not been sent yet. */
  close(): Promise<void>
}

/** Where nobody asks for traces: what sends them is not even loaded. */
export const untraced: Tracing = {
  span: (_name, _attributes, work) => work(),
  requests: (_req, _res, next) => next(),
  async close() {},
}

/** How long the collector has to answer, in ms, the last time too: a server that stops does not wait for longer. */
const EXPORT_MS = 3_000

/**
 * Sends spans to a collector by OTLP over HTTP, in batches, beside the work. One that is gone costs spans and nothing
 * else. `endpoint` is the base address, as in `OTEL_EXPORTER_OTLP_ENDPOINT`; the exporter takes the other variables of
 * OpenTelemetry's (`OTEL_EXPORTER_OTLP_HEADERS`, …) from the environment itself.
 */
export async function openTracing(endpoint: string): Promise<Tracing> {
  const { BasicTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base')
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const { resourceFromAttributes } = await import('@opentelemetry/resources')
  const api = await import('@opentelemetry/api')
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MS })
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'connect' }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: EXPORT_MS })],
  })
  const around = new AsyncLocalStorage<Span>()
  const start = (tracer: Tracer, name: string, attributes: SpanAttributes, kind = api.SpanKind.INTERNAL) => {
    const parent = around.getStore()
    const context = parent ? api.trace.setSpan(api.ROOT_CONTEXT, parent) : api.ROOT_CONTEXT
    return tracer.startSpan(name, { attributes, kind }, context)
  }
  const tracer = provider.getTracer('connect')

  return {
    async span(name, attributes, work, tell) {
      const span = start(tracer, name, attributes)
      try {
        const result = await around.run(span, work)
        if (tell) span.setAttributes(tell(result))
        return result
      } catch (error) {
        // Its kind alone: a message may quote what somebody typed.
        span.setAttribute('error.type', error instanceof Error ? error.constructor.name : 'unknown')
        span.setStatus({ code: api.SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    },
    requests(req, res, next) {
      const { method } = req
      const id = String(res.get('Request-Id'))
      const attributes = { 'http.request.method': method, 'connect.request': id }
      const span = start(tracer, method, attributes, api.SpanKind.SERVER)
      res.on('close', () => {
        const { route } = res.locals
        if (typeof route === 'string') span.setAttribute('http.route', route).updateName(`${method} ${route}`)
        span.setAttribute('http.response.status_code', res.statusCode)
        if (res.statusCode >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR })
        span.end()
      })
      around.run(span, next)
    },
    close: () => provider.shutdown().catch(() => {}),
  }
}
