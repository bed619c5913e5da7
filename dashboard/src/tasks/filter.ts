import { TASK_STATES, type BulkFilter, type TaskQuery, type TaskState, type TaskSummary } from '@/api/types'

/** Which tasks a list shows; the same in the address, in the text of the filter bar and in what the server is asked. */
export interface TaskFilter {
  status: TaskState[]
  type?: string
  group?: string
  from?: string
  to?: string
  labels: Record<string, string>
}

type AddressQuery = Record<string, unknown>

const PLAIN = ['type', 'group', 'from', 'to'] as const

/** Reads it from the query of the address; what is not a state is left out. */
export function fromQuery(query: AddressQuery): TaskFilter {
  const filter: TaskFilter = { status: statesOf(text(query.status)), labels: {} }
  for (const name of PLAIN) {
    const value = text(query[name])
    if (value !== undefined) {
      filter[name] = value
    }
  }
  for (const [name, value] of Object.entries(query)) {
    if (name.startsWith('label.') && text(value) !== undefined) {
      filter.labels[name.slice(6)] = text(value)!
    }
  }
  return filter
}

/** The query of the address and of the API. */
export function toQuery(filter: TaskFilter): Record<string, string> {
  const query: Record<string, string> = {}
  if (filter.status.length > 0) {
    query.status = filter.status.join(',')
  }
  for (const name of PLAIN) {
    if (filter[name] !== undefined) {
      query[name] = filter[name]
    }
  }
  for (const [name, value] of Object.entries(filter.labels)) {
    query[`label.${name}`] = value
  }
  return query
}

/** What the API is asked for. */
export function toApi(filter: TaskFilter): TaskQuery {
  const { status, labels, type, group, from, to } = filter
  const query: TaskQuery = { status: status.join(','), type, group, from, to }
  for (const [name, value] of Object.entries(labels)) {
    query[`label.${name}`] = value
  }
  return query
}

/** The filter of a bulk request. Where nothing is filtered it has to say so: all of them. */
export function toBulk(filter: TaskFilter): BulkFilter {
  const { status, labels, type, group, from, to } = filter
  if (Object.keys(toQuery(filter)).length === 0) {
    return { all: true }
  }
  return {
    status: status.length > 0 ? status : undefined,
    type,
    group,
    from,
    to,
    label: Object.keys(labels).length > 0 ? labels : undefined,
  }
}

/** The text of the filter bar: {@code status:failed type:email group:customer-17}. */
export function toText(filter: TaskFilter): string {
  return Object.entries(toQuery(filter))
    .map(([name, value]) => `${name}:${name === 'status' ? value.toLowerCase() : quoted(value)}`)
    .join(' ')
}

/** Reads the text of the filter bar. Words without a name are returned: they may be ids. */
export function fromText(line: string): { filter: TaskFilter; words: string[]; mistakes: string[] } {
  const query: Record<string, string> = {}
  const words: string[] = []
  const mistakes: string[] = []
  for (const [, name, quotedValue, bare] of line.matchAll(/(?:([a-zA-Z][\w.-]*):)?(?:"([^"]*)"|(\S+))/g)) {
    const value = quotedValue ?? bare ?? ''
    if (name === undefined) {
      words.push(value)
    } else if (name === 'status') {
      query.status = value
      mistakes.push(...unknownStates(value))
    } else if ((PLAIN as readonly string[]).includes(name) || name.startsWith('label.')) {
      query[name] = value
    } else {
      mistakes.push(`${name}: is not known; use status, type, group, label.…, from or to`)
    }
  }
  return { filter: fromQuery(query), words, mistakes }
}

function unknownStates(value: string): string[] {
  return value
    .split(',')
    .filter((word) => !(TASK_STATES as readonly string[]).includes(word.toUpperCase()))
    .map((word) => `“${word}” is no state; there are ${TASK_STATES.join(', ').toLowerCase()}`)
}

/** Whether a task belongs into the list. */
export function admits(filter: TaskFilter, task: TaskSummary): boolean {
  return (
    (filter.status.length === 0 || filter.status.includes(task.status)) &&
    (filter.type === undefined || filter.type === task.type) &&
    (filter.group === undefined || filter.group === task.groupId) &&
    (filter.from === undefined || task.submittedAt >= filter.from) &&
    (filter.to === undefined || task.submittedAt < filter.to) &&
    Object.entries(filter.labels).every(([name, value]) => task.labels?.[name] === value)
  )
}

function statesOf(value: string | undefined): TaskState[] {
  return TASK_STATES.filter((state) => value?.toUpperCase().split(',').includes(state))
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value}"` : value
}
