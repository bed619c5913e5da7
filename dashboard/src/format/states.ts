import type { GroupState, TaskState } from '@/api/types'

/** How a state looks: a colour, a glyph and a word, so that none of them has to stand alone. */
export interface Look {
  word: string
  glyph: string
  tone: 'ok' | 'flow' | 'warn' | 'bad' | 'pause' | 'info' | 'quiet'
}

export const TASK_LOOKS: Record<TaskState, Look> = {
  SCHEDULED: { word: 'Scheduled', glyph: 'clock', tone: 'info' },
  QUEUED: { word: 'Queued', glyph: 'dots', tone: 'quiet' },
  RUNNING: { word: 'Running', glyph: 'play', tone: 'flow' },
  RETRYING: { word: 'Retrying', glyph: 'retry', tone: 'warn' },
  COMPLETED: { word: 'Completed', glyph: 'check', tone: 'ok' },
  FAILED: { word: 'Failed', glyph: 'cross', tone: 'bad' },
  CANCELLED: { word: 'Cancelled', glyph: 'slash', tone: 'quiet' },
  EXPIRED: { word: 'Expired', glyph: 'hourglass', tone: 'quiet' },
}

/** What people see of a group: the server's states, and BLOCKED and WAITING, which follow from them. */
export type GroupLook = GroupState | 'BLOCKED' | 'WAITING'

export const GROUP_LOOKS: Record<GroupLook, Look> = {
  PARKED: { word: 'Needs a decision', glyph: 'flag', tone: 'bad' },
  BLOCKED: { word: 'Blocked', glyph: 'cross', tone: 'bad' },
  RETRYING: { word: 'Retrying', glyph: 'retry', tone: 'warn' },
  PAUSED: { word: 'Paused', glyph: 'pause', tone: 'pause' },
  WAITING: { word: 'Waiting', glyph: 'dots', tone: 'quiet' },
  ACTIVE: { word: 'Running', glyph: 'play', tone: 'flow' },
  IDLE: { word: 'Idle', glyph: 'dot', tone: 'quiet' },
}

/** A failing head that tasks wait behind is trouble once it has done so for this long. */
export const BLOCKED_AFTER_MILLIS = 3_000

/** Derives what people see. */
export function groupLook(
  group: { state: GroupState; depth: number; oldest?: number | undefined; running?: boolean | undefined },
  now: number,
): GroupLook {
  if (group.state === 'RETRYING') {
    const waited = group.oldest === undefined ? 0 : now - group.oldest
    return group.depth > 1 && waited >= BLOCKED_AFTER_MILLIS ? 'BLOCKED' : 'RETRYING'
  }
  if (group.state === 'ACTIVE' && group.running === false) {
    return group.depth === 0 ? 'IDLE' : 'WAITING'
  }
  return group.state
}

export function isTerminal(state: TaskState): boolean {
  return state === 'COMPLETED' || state === 'FAILED' || state === 'CANCELLED' || state === 'EXPIRED'
}

export function mayCancel(state: TaskState): boolean {
  return !isTerminal(state)
}

export function mayRetry(state: TaskState): boolean {
  return isTerminal(state)
}
