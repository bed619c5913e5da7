// The shapes of the HTTP interfaces under the names that the page has for them. All of them are generated from the
// OpenAPI documents; what is here beside them is what TypeScript needs as values.
import type { components as Ingest } from './generated/ingest'
import type { components as Status, paths } from './generated/status'

type Of = Status['schemas']

export type TaskSummary = Of['TaskSummary']
export type TaskDetail = Of['Task']
export type TaskPage = Of['TaskPage']
export type TaskState = TaskSummary['status']
export type TaskError = Of['TaskError']
export type Attempt = Of['Attempt']
export type GroupSummary = Of['Group']
export type GroupState = GroupSummary['state']
export type Wall = Of['Wall']
export type Stats = Of['Stats']
export type HistoryPoint = Stats['history'][number]
export type Why = Of['Why']
export type ProcessorInfo = Of['Processor']
export type BulkPreview = Of['BulkPreview']
export type BulkFilter = Of['BulkFilter']
export type RedriveFilter = Of['RedriveFilter']
export type ClearPreview = Of['ClearPreview']
export type AuditEntry = Of['AuditEntry']
export type Me = Of['Me']
export type Role = Me['roles'][number]
/** A problem as the server tells it; a proxy in between may tell less. */
export type ProblemDocument = Partial<Of['Problem']>
export type Submission = Ingest['schemas']['Submission']
export type Submitted = Ingest['schemas']['Accepted']

/** What lists of tasks are asked for; labels have names of their own. */
export type TaskQuery = NonNullable<paths['/api/tasks']['get']['parameters']['query']> & {
  [label: `label.${string}`]: string
}

/** All of them, in the order in which a task goes through them; a new one in the document does not compile. */
const EVERY_STATE: Record<TaskState, true> = {
  SCHEDULED: true,
  QUEUED: true,
  RUNNING: true,
  RETRYING: true,
  COMPLETED: true,
  FAILED: true,
  CANCELLED: true,
  EXPIRED: true,
}
export const TASK_STATES = Object.keys(EVERY_STATE) as TaskState[]
