import type { GroupSummary, TaskSummary } from '@/api/types'
import { count } from './number'
import { at, coarse } from './time'

/** Why a group stands where it stands, from what the page itself knows. */
export function groupSentence(
  group: Pick<GroupSummary, 'state' | 'depth' | 'paused'>,
  head: TaskSummary | undefined,
  now: number,
): string {
  const behind = group.state === 'PARKED' ? group.depth : Math.max(0, group.depth - 1)
  const wait = behind === 0 ? '' : ` Order is strict, so ${count(behind, 'later task')} ${behind === 1 ? 'waits' : 'wait'} for it.`
  switch (group.state) {
    case 'IDLE':
      return 'Nothing waits here: every task of this group has ended.'
    case 'PAUSED':
      return `Paused${group.paused?.by ? ` by ${group.paused.by}` : ''}${
        group.paused?.reason ? `: ${group.paused.reason}` : ''
      }. ${group.depth === 0 ? 'Nothing waits.' : `${count(group.depth, 'task')} start when it is resumed.`}`
    case 'PARKED':
      return `A task has failed for good and this group waits for a decision: retry it or skip it.${wait}`
    default:
      return head === undefined ? `${count(group.depth, 'task')} wait to run, one after the other.` : headSentence(head, now) + wait
  }
}

/** What the first task of a group is doing. */
export function headSentence(head: TaskSummary, now: number): string {
  if (head.status === 'RUNNING') {
    const since = at(head.startedAt)
    return `${head.taskId} is running${since === undefined ? '' : ` since ${coarse(now - since)}`}.`
  }
  if (head.status === 'RETRYING') {
    const next = at(head.nextAttemptAt)
    const when = next === undefined ? '' : next <= now ? ', next one any moment' : `, next one in ${coarse(next - now + 999)}`
    return `${head.taskId} keeps failing: ${head.attempt} of ${head.maxAttempts} attempts used${when}.`
  }
  if (head.status === 'SCHEDULED') {
    return `${head.taskId} is not due yet.`
  }
  return `${head.taskId} is next and waits for a free place to run.`
}

/** Why one task is where it is, from what the page itself knows. */
export function taskSentence(task: TaskSummary, ahead: TaskSummary | undefined, now: number): string {
  switch (task.status) {
    case 'COMPLETED':
      return task.attempt > 1 ? `Completed at attempt ${task.attempt}.` : 'Completed at the first attempt.'
    case 'FAILED':
      return `Failed for good after ${count(task.attempt, 'attempt')}. It is in the dead letters until somebody retries it.`
    case 'CANCELLED':
      return 'Cancelled: it will not run.'
    case 'EXPIRED':
      return 'Expired: it had not started by the time it had to.'
    case 'QUEUED':
      return ahead === undefined || ahead.sequence === task.sequence
        ? 'It is next in its group and waits for a free place to run.'
        : `Waits behind ${ahead.taskId} of the same group. ${headSentence(ahead, now)}`
    default:
      return headSentence(task, now)
  }
}
