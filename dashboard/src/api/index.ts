import { get, post, remove } from './client'
import type { paths } from './generated/status'
import { send } from './http'
import type * as T from './types'

type ListQuery<P extends '/api/groups' | '/api/dead-letters' | '/api/audit' | '/api/groups/{groupId}/tasks'> = NonNullable<
  paths[P]['get']['parameters']['query']
>

export type EndedState = 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'EXPIRED'

/** Everything the page asks of the server, by name. */
export const api = {
  task: (taskId: string, group?: string, run?: number) => get('/api/tasks/{taskId}', { path: { taskId }, query: { group, run } }),
  tasks: (query: T.TaskQuery, signal?: AbortSignal) => get('/api/tasks', { query, signal }),
  groups: (query: ListQuery<'/api/groups'>, signal?: AbortSignal) => get('/api/groups', { query, signal }),
  group: (groupId: string) => get('/api/groups/{groupId}', { path: { groupId } }),
  queue: (groupId: string, query: ListQuery<'/api/groups/{groupId}/tasks'> = {}) => get('/api/groups/{groupId}/tasks', { path: { groupId }, query }),
  wall: () => get('/api/groups/wall'),
  stats: () => get('/api/stats'),
  taskWhy: (taskId: string, group?: string) => get('/api/tasks/{taskId}/why', { path: { taskId }, query: { group } }),
  groupWhy: (groupId: string) => get('/api/groups/{groupId}/why', { path: { groupId } }),
  errors: () => get('/api/errors'),
  processors: () => get('/api/processors'),
  types: () => get('/api/types'),
  deadLetters: (query: ListQuery<'/api/dead-letters'>) => get('/api/dead-letters', { query }),
  audit: (query: ListQuery<'/api/audit'>) => get('/api/audit', { query }),
  me: () => get('/api/me'),

  // Submissions belong to the ingest service, which the status API hands them on to.
  submit: (task: T.Submission) => send<T.Submitted>('POST', '/api/tasks', task),
  submitAll: (tasks: T.Submission[]) => send<unknown>('POST', '/api/tasks/batch', tasks),
  cancel: (taskId: string, group: string) =>
    post('/api/tasks/{taskId}/cancel', { path: { taskId }, query: { group } }),
  retry: (taskId: string, group: string) => post('/api/tasks/{taskId}/retry', { path: { taskId }, query: { group } }),
  retryInPlace: (taskId: string, group: string) =>
    post('/api/tasks/{taskId}/retry', { path: { taskId }, query: { group }, body: { inPlace: true } }),
  countBulk: (action: 'retry' | 'cancel', filter: T.BulkFilter) =>
    post(`/api/tasks/${action}`, { body: { ...filter, dryRun: true } }) as Promise<T.BulkPreview>,
  bulk: (action: 'retry' | 'cancel', filter: T.BulkFilter) => post(`/api/tasks/${action}`, { body: filter }),
  countRedrive: (filter: T.RedriveFilter) =>
    post('/api/dead-letters/redrive', { body: { ...filter, dryRun: true } }) as Promise<T.BulkPreview>,
  redrive: (filter: T.RedriveFilter) => post('/api/dead-letters/redrive', { body: filter }),
  countClear: (statuses: EndedState[], olderThan: string) =>
    post('/api/tasks/clear', { body: { statuses, olderThan, dryRun: true } }) as Promise<T.ClearPreview>,
  clear: (statuses: EndedState[], before: string) => post('/api/tasks/clear', { body: { statuses, before } }),
  pauseGroup: (groupId: string) => post('/api/groups/{groupId}/pause', { path: { groupId } }),
  resumeGroup: (groupId: string) => post('/api/groups/{groupId}/resume', { path: { groupId } }),
  unpark: (groupId: string, action: 'RETRY' | 'SKIP') =>
    post('/api/groups/{groupId}/unpark', { path: { groupId }, body: { action } }),
  purge: (groupId: string) => remove('/api/groups/{groupId}/tasks', { path: { groupId }, query: { status: 'QUEUED' } }),
  pauseType: (type: string) => post('/api/types/{type}/pause', { path: { type } }),
  resumeType: (type: string) => post('/api/types/{type}/resume', { path: { type } }),
  pauseAll: () => post('/api/pause'),
  resumeAll: () => post('/api/resume'),
}
