import type { z } from 'zod'
import type { Http, HttpRequest } from './http.ts'
import { type Asked, pageIn, queryOf } from './query.ts'
import type { CallOptions, ListOptions, Page, PageOptions, Single, WriteOptions } from './types.ts'

/** The operations that collections have in common, at the path of one of them. */
export function endpoints(http: Http, path: string) {
  /** A path within the collection. */
  const below = (...words: string[]) => [path, ...words.map(encodeURIComponent)].join('/')

  const read = <Answer>(at: string, options: Asked = {}) =>
    http.json<Answer>({ method: 'GET', path: at, query: queryOf(options), signal: options.signal })

  const write = <Answer>(
    method: Exclude<HttpRequest['method'], 'GET'>,
    at: string,
    attributes: object | null,
    options: WriteOptions<object> = {},
  ) => {
    const { meta, idempotencyKey, signal } = options
    const body = { ...(attributes ? { data: { attributes } } : {}), ...(meta ? { meta } : {}) }
    const sent = attributes || meta ? { body } : {}
    return http.json<Answer>({ method, path: at, query: queryOf(options), idempotencyKey, signal, ...sent })
  }

  return {
    below,
    read,
    write,
    /** One page. */
    list:
      <Schema extends z.ZodType, Query extends z.ZodType>() =>
      (options?: ListOptions<Query>): Promise<Page<Schema>> =>
        read(path, options),
    /** Every object; the pages are fetched as they are come to. */
    all: <Schema extends z.ZodType, Query extends z.ZodType>() =>
      async function* (options: ListOptions<Query> = {}): AsyncGenerator<z.output<Schema>, void> {
        for (let page: PageOptions | null = { ...options.page }; page; ) {
          const { data, links }: Page<Schema> = await read(path, { ...options, page })
          yield* data
          page = links.next === null ? null : { ...page, ...pageIn(links.next) }
        }
      },
    retrieve:
      <Schema extends z.ZodType>() =>
      (id: string, options?: CallOptions): Promise<Single<Schema>> =>
        read(below(id), options),
    create:
      <Attributes extends object, Answer, Meta extends object = never>() =>
      (attributes: Attributes, options?: WriteOptions<Meta>): Promise<Answer> =>
        write('POST', path, attributes, options),
    update:
      <Attributes extends object, Schema extends z.ZodType>() =>
      (id: string, attributes: Attributes, options?: WriteOptions): Promise<Single<Schema>> =>
        write('PATCH', below(id), attributes, options),
    delete:
      <Schema extends z.ZodType>() =>
      (id: string, options?: WriteOptions): Promise<Single<Schema>> =>
        write('DELETE', below(id), null, options),
    /** What is done to one object. */
    act:
      <Answer, Meta extends object = never>(action: string) =>
      (id: string, options?: WriteOptions<Meta>): Promise<Answer> =>
        write('POST', below(id, action), null, options),
    /** What is done to one object, with something. */
    actWith:
      <Attributes extends object, Answer, Meta extends object = never>(action: string) =>
      (id: string, attributes: Attributes, options?: WriteOptions<Meta>): Promise<Answer> =>
        write('POST', below(id, action), attributes, options),
  }
}
