import type { z } from 'zod'
import type { Method } from '../http/route.ts'

/** The part of OpenAPI 3.1 that this server's document uses (spec.openapis.org/oas/v3.1.1). */
export interface OpenApi {
  openapi: '3.1.1'
  info: { title: string; version: string; summary: string; description: string; license: License }
  servers: { url: string; description: string }[]
  tags: Tag[]
  paths: Record<string, PathItem>
  components: Components
}

interface License {
  name: string
  identifier: string
}

export interface Tag {
  name: string
  description: string
}

export type PathItem = Partial<Record<Method, Operation>>

export interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters: (Parameter | Ref)[]
  requestBody?: { required: boolean; content: Record<string, MediaType> }
  responses: Record<string, Response | Ref>
}

export interface Ref {
  $ref: string
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description: string
  style?: 'deepObject'
  explode?: boolean
  schema: Schema
  example?: unknown
}

export interface Response {
  description: string
  headers?: Record<string, Header | Ref>
  content?: Record<string, MediaType>
}

export interface Header {
  description: string
  schema: Schema
}

export interface MediaType {
  schema: Schema
  example?: unknown
}

/** A JSON Schema of draft 2020-12, which is what OpenAPI 3.1 embeds. */
export type Schema = z.core.JSONSchema.JSONSchema

export interface Components {
  schemas: Record<string, Schema>
  responses: Record<string, Response>
  parameters: Readonly<Record<string, Parameter>>
  headers: Readonly<Record<string, Header>>
  securitySchemes: Record<string, { type: 'http'; scheme: 'bearer'; description: string }>
}
