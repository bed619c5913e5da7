import type { paths } from './generated/status'
import { send, withQuery, type Query } from './http'

type Method = 'get' | 'post' | 'delete'

/** The addresses of the status API that know a method. */
type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never
}[keyof paths]

type Content<R> = R extends { content: { 'application/json': infer Body } } ? Body : never

/** What an address answers where all went well. */
type Answer<P extends PathOf<M>, M extends Method> = paths[P][M] extends { responses: infer R }
  ? { [Status in keyof R]: Status extends 200 | 202 ? Content<R[Status]> : never }[keyof R]
  : never

type Parameters<P extends PathOf<M>, M extends Method> = paths[P][M] extends { parameters: infer All } ? All : never
type InPath<P extends PathOf<M>, M extends Method> = Parameters<P, M> extends { path: infer Names } ? { path: Names } : { path?: never }
type InQuery<P extends PathOf<M>, M extends Method> = Parameters<P, M> extends { query?: infer Names } ? { query?: Names } : { query?: never }
type InBody<P extends PathOf<M>, M extends Method> = paths[P][M] extends { requestBody?: infer Body } ? { body?: Content<NonNullable<Body>> } : { body?: never }

type Asked<P extends PathOf<M>, M extends Method> = InPath<P, M> & InQuery<P, M> & InBody<P, M> & { signal?: AbortSignal | undefined }

/** What may be left out where the address has no names in it. */
type Arguments<P extends PathOf<M>, M extends Method> = Parameters<P, M> extends { path: object } ? [asked: Asked<P, M>] : [asked?: Asked<P, M>]

interface AnyAsked {
  path?: Record<string, string | number>
  query?: object
  body?: unknown
  signal?: AbortSignal
}

/** Asks an address as the OpenAPI document has it: what is not in the document does not compile. */
function request<M extends Method>(method: M) {
  return <P extends PathOf<M>>(path: P, ...[asked]: Arguments<P, M>): Promise<Answer<P, M>> => {
    const { path: names = {}, query, body, signal } = (asked ?? {}) as AnyAsked
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
    return send(method.toUpperCase(), withQuery(address, query as Query), method === 'post' ? (body ?? {}) : body, signal)
  }
}

export const get = request('get')
export const post = request('post')
export const remove = request('delete')
