// The shapes of the status API. Fields marked optional are left out by the server where they say nothing.

export const TASK_STATES = [
  'SCHEDULED',
  'QUEUED',
  'RUNNING',
  'RETRYING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'EXPIRED',
] as const
export type TaskState = (typeof TASK_STATES)[number]

export const GROUP_STATES = ['IDLE', 'ACTIVE', 'RETRYING', 'PAUSED', 'PARKED'] as const
export type GroupState = (typeof GROUP_STATES)[number]

export interface TaskError {
  type: string
  message?: string
  stack?: string
}

export interface Progress {
  percent?: number
  message?: string
}

export interface TaskSummary {
  taskId: string
  groupId: string
  type: string
  status: TaskState
  run: number
  attempt: number
  maxAttempts: number
  partition: number
  sequence: number
  submittedAt: string
  updatedAt: string
  startedAt?: string
  finishedAt?: string
  nextAttemptAt?: string
  notBefore?: string
  expiresAt?: string
  worker?: string
  token?: string
  progress?: Progress
  error?: TaskError
  priority?: number
  timeout?: string
  onFailure?: 'CONTINUE' | 'PARK'
  labels?: Record<string, string>
  retry?: {
    maxAttempts?: number
    initialDelay?: string
    multiplier?: number
    maxDelay?: string
    jitter?: number
  }
}

export interface Attempt {
  attempt: number
  startedAt?: string
  finishedAt?: string
  outcome?: string
  error?: TaskError
  worker: string
}

export interface TaskDetail extends TaskSummary {
  payload?: unknown
  result?: unknown
  attempts: Attempt[]
}

export interface QueuedTask extends TaskSummary {
  position: number
}

export interface TaskPage {
  tasks: TaskSummary[]
  nextCursor?: string
  total?: number
}

export interface GroupSummary {
  groupId: string
  state: GroupState
  depth: number
  queued: number
  running: number
  retrying: number
  partition: number
  paused?: { command?: string; reason?: string; by?: string }
  parked?: { taskId?: string }
  head?: { taskId: string; sequence: number; type: string; status: TaskState }
  oldestSubmittedAt?: string
  lastSequence?: number
  updatedAt?: string
}

export interface GroupPage {
  groups: GroupSummary[]
  nextCursor?: string
}

export interface GroupQueue {
  groupId: string
  depth: number
  queue: QueuedTask[]
  recent: TaskSummary[]
  nextCursor?: string
}

export interface Wall {
  at: string
  fields: string[]
  rows: (string | number | null)[][]
}

export interface Percentiles {
  p50?: number
  p95?: number
  p99?: number
  max?: number
}

export interface HistoryPoint {
  at: string
  submitted: number
  completed: number
  failed: number
  backlog: number
}

export interface Stats {
  at?: string
  tasks: Partial<Record<TaskState, number>>
  byType?: { type: string; queued: number; running: number; retrying: number; completed: number; failed: number }[]
  rates?: { submittedPerSecond: number; completedPerSecond: number; failedPerSecond: number }
  waitMillis?: Percentiles
  runMillis?: Percentiles
  oldestWaitingSince?: string
  groups?: Partial<Record<GroupState, number>>
  paused?: { all?: PausedBy; types?: ({ type: string } & PausedBy)[] }
  history?: HistoryPoint[]
}

export interface PausedBy {
  by?: string
  since?: string
  reason?: string
}

export interface Reason {
  code: string
  sentence: string
  blockedBy?: { taskId: string; status?: TaskState }
  until?: string
  by?: string
  since?: string
  error?: TaskError
}

export interface Why {
  taskId?: string
  groupId: string
  status?: string
  at: string
  source?: 'owner' | 'log'
  reasons: Reason[]
}

export interface ErrorGroup {
  fingerprint: string
  type: string
  message?: string
  frame?: string
  count: number
  groups: number
  firstSeenAt: string
  lastSeenAt: string
  exampleTaskId: string
  exampleGroupId: string
  taskTypes?: string[]
}

export interface ProcessorInfo {
  instance: string
  address?: string
  reachable?: boolean
  version?: string
  permits?: { limit: number; inUse: number }
  partitions: { partition: number; epoch?: number; state?: string; running?: number }[]
  lastHeartbeatAt?: string
  startedAt?: string
}

export interface Processors {
  processors: ProcessorInfo[]
  partitions?: number
  unowned?: number[]
}

export interface TypeInfo {
  type: string
  hasHandler?: boolean
  handledBy?: string[]
  paused?: unknown
  breaker?: string
  queued?: number
  running?: number
}

export interface DeadLetters {
  deadLetters: TaskSummary[]
  nextCursor?: string
  total?: number
}

export interface BulkAnswer {
  matching?: number
  groups?: number
  example?: (string | { taskId: string; groupId?: string })[]
  accepted?: number
  redriveId?: string
}

export interface AuditEntry {
  at: string
  by?: string
  from?: string
  action: string
  target?: string
  reason?: string
  outcome?: string
}

export interface Audit {
  entries: AuditEntry[]
  nextCursor?: string
}

export type Role = 'viewer' | 'submitter' | 'operator'

export interface Me {
  name: string
  roles: Role[]
  authentication?: 'none' | 'token' | 'key'
}

export interface Submission {
  type: string
  taskId?: string
  groupId?: string
  payload?: unknown
  priority?: number
  notBefore?: string
  expiresAt?: string
  timeout?: string
  onFailure?: 'CONTINUE' | 'PARK'
  retry?: { maxAttempts?: number; initialDelay?: string; maxDelay?: string; multiplier?: number }
  labels?: Record<string, string>
}

export interface Submitted {
  taskId: string
  groupId: string
  partition: number
  sequence: number
  status: TaskState
}

export interface ProblemDocument {
  type?: string
  title?: string
  status?: number
  detail?: string
  errors?: { pointer: string; message: string; value?: string }[]
  allowedActions?: string[]
}
