import { describe, expect, it } from 'vitest'
import type { TaskState, TaskSummary } from '@/api/types'
import { advance, type LaneView } from '@/stores/lane'

function task(sequence: number, status: TaskState): TaskSummary {
  return { taskId: `t-${sequence}`, groupId: 'a', type: 'demo', status, run: 1, attempt: 1, maxAttempts: 5, partition: 0, sequence, submittedAt: '', updatedAt: '' }
}

const lane: LaneView = { done: [task(1, 'COMPLETED')], queue: [task(2, 'QUEUED'), task(3, 'QUEUED')], depth: 2 }

describe('a lane', () => {
  it('moves up when its head ends', () => {
    const next = advance(lane, [task(2, 'COMPLETED'), task(3, 'RUNNING')])
    expect(next.done.map((each) => each.sequence)).toEqual([1, 2])
    expect(next.queue.map((each) => [each.sequence, each.status])).toEqual([[3, 'RUNNING']])
    expect(next.depth).toBe(1)
  })

  it('takes new tasks at its end and counts those that it does not show', () => {
    expect(advance(lane, [task(9, 'QUEUED')]).queue.map((each) => each.sequence)).toEqual([2, 3, 9])
    const partial = { ...lane, depth: 50 }
    expect(advance(partial, [task(90, 'QUEUED')])).toMatchObject({ depth: 51, queue: partial.queue })
  })

  it('keeps scheduled tasks behind those that are due', () => {
    expect(advance(lane, [task(1_000, 'SCHEDULED'), task(2_000, 'QUEUED')]).queue.map((each) => each.sequence)).toEqual([2, 3, 2_000, 1_000])
  })

  it('does not count an end twice', () => {
    const once = advance(lane, [task(2, 'COMPLETED')])
    expect(advance(once, [task(2, 'COMPLETED')]).depth).toBe(once.depth)
  })
})
