import { get, post, remove, type Query } from './http'
import type * as T from './types'

const id = encodeURIComponent

/** Everything the page asks of the server, by name. */
export const api = {
  task: (taskId: string, group?: string) => get<T.TaskDetail>(`/api/tasks/${id(taskId)}`, { group }),
  tasks: (query: Query, signal?: AbortSignal) => get<T.TaskPage>('/api/tasks', query, signal),
  groups: (query: Query) => get<T.GroupPage>('/api/groups', query),
  group: (groupId: string) => get<T.GroupSummary>(`/api/groups/${id(groupId)}`),
  queue: (groupId: string, query: Query = {}) => get<T.GroupQueue>(`/api/groups/${id(groupId)}/tasks`, query),
  wall: () => get<T.Wall>('/api/groups/wall'),
  stats: () => get<T.Stats>('/api/stats'),
  taskWhy: (taskId: string, group?: string) => get<T.Why>(`/api/tasks/${id(taskId)}/why`, { group }),
  groupWhy: (groupId: string) => get<T.Why>(`/api/groups/${id(groupId)}/why`),
  errors: () => get<{ errors: T.ErrorGroup[] }>('/api/errors'),
  processors: () => get<T.Processors>('/api/processors'),
  types: () => get<{ types: T.TypeInfo[] }>('/api/types'),
  deadLetters: (query: Query) => get<T.DeadLetters>('/api/dead-letters', query),
  audit: (query: Query) => get<T.Audit>('/api/audit', query),
  me: () => get<T.Me>('/api/me'),

  submit: (task: T.Submission) => post<T.Submitted>('/api/tasks', task),
  submitAll: (tasks: T.Submission[]) => post<unknown>('/api/tasks/batch', tasks),
  cancel: (taskId: string, group: string) => post(`/api/tasks/${id(taskId)}/cancel?group=${id(group)}`),
  retry: (taskId: string, group: string) => post(`/api/tasks/${id(taskId)}/retry?group=${id(group)}`),
  bulk: (action: 'retry' | 'cancel', filter: object, dryRun: boolean) =>
    post<T.BulkAnswer>(`/api/tasks/${action}`, { ...filter, dryRun }),
  redrive: (filter: object, dryRun: boolean) =>
    post<T.BulkAnswer>('/api/dead-letters/redrive', { ...filter, dryRun }),
  pauseGroup: (groupId: string) => post(`/api/groups/${id(groupId)}/pause`),
  resumeGroup: (groupId: string) => post(`/api/groups/${id(groupId)}/resume`),
  unpark: (groupId: string, action: 'RETRY' | 'SKIP') => post(`/api/groups/${id(groupId)}/unpark`, { action }),
  purge: (groupId: string) => remove(`/api/groups/${id(groupId)}/tasks`, { status: 'QUEUED' }),
  pauseType: (type: string) => post(`/api/types/${id(type)}/pause`),
  resumeType: (type: string) => post(`/api/types/${id(type)}/resume`),
  pauseAll: () => post('/api/pause'),
  resumeAll: () => post('/api/resume'),
}
