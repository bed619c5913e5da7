import { Problem } from './problem'
import type { ProblemDocument } from './types'

export type Query = Record<string, string | number | boolean | undefined | null>

const ANSWER_LIMIT_MILLIS = 15_000
const TOKEN_KEY = 'strand.token'

/** The bearer token of this tab's person, if the server wants one. */
export function token(): string | null {
  try {
    return localStorage.getItem(TOKEN_KEY)
  } catch {
    return null
  }
}

/** Keeps the token for the next visit; null forgets it. */
export function keepToken(value: string | null): void {
  if (value === null) {
    localStorage.removeItem(TOKEN_KEY)
  } else {
    localStorage.setItem(TOKEN_KEY, value)
  }
}

export function authorization(): Record<string, string> {
  const value = token()
  return value === null ? {} : { Authorization: `Bearer ${value}` }
}

export function withQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      parameters.set(name, String(value))
    }
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Sends a request; a bad answer, or none in time, is thrown as a {@link Problem}. */
export async function send<T>(
  method: string,
  url: string,
  body?: unknown,
  signal?: AbortSignal,
  headers: Record<string, string> = {},
): Promise<T> {
  const limit = AbortSignal.timeout(ANSWER_LIMIT_MILLIS)
  let response: Response
  try {
    response = await fetch(url, {
      method,
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...authorization(),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  } catch (failure) {
    if (signal?.aborted === true) {
      throw failure
    }
    throw Problem.unreachable()
  }
  const text = await response.text()
  if (!response.ok) {
    throw new Problem(response.status, documentOf(text, response))
  }
  return (text === '' ? undefined : JSON.parse(text)) as T
}

function documentOf(text: string, response: Response): ProblemDocument {
  try {
    return JSON.parse(text) as ProblemDocument
  } catch {
    return { status: response.status, title: response.statusText }
  }
}
