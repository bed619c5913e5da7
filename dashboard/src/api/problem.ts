import type { ProblemDocument } from './types'

/** Why a request had no good answer, in words for people. */
export class Problem extends Error {
  readonly status: number
  readonly document: ProblemDocument

  constructor(status: number, document: ProblemDocument) {
    super(document.detail ?? document.title ?? `the server answered ${status}`)
    this.name = 'Problem'
    this.status = status
    this.document = document
  }

  /** The server could not be reached at all. */
  static unreachable(): Problem {
    return new Problem(0, {
      title: 'No connection',
      detail: 'The server does not answer. The page tries again by itself.',
    })
  }

  /** This server has no such feature, as opposed to: it does not know this one task. */
  get isUnsupported(): boolean {
    return (
      this.status === 405 ||
      this.status === 501 ||
      (this.status === 404 && /page not found/i.test(this.document.detail ?? 'page not found'))
    )
  }

  /** One sentence that says what happened and what to do. */
  get sentence(): string {
    switch (true) {
      case this.status === 0:
        return this.message
      case this.status === 401:
        return 'You are not signed in. Open the page with your token.'
      case this.status === 403:
        return `You may look but not do this: ${this.message}.`
      case this.status === 429 || this.status === 503:
        return `The server is busy: ${this.message}. Nothing was changed; try again in a moment.`
      default:
        return sentenceOf(this.message)
    }
  }
}

/** Starts with a capital and ends with a full stop. */
export function sentenceOf(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') {
    return ''
  }
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1)
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`
}

/** Any failure as a problem. */
export function asProblem(failure: unknown): Problem {
  if (failure instanceof Problem) {
    return failure
  }
  return new Problem(-1, { detail: failure instanceof Error ? failure.message : String(failure) })
}
