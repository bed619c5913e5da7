import { describe, expect, it } from 'vitest'
import type { GroupSummary, TaskState, TaskSummary } from '@/api/types'
import { groupLook } from '@/format/states'
import { chooseLanes } from '@/wall/lanes'
import { arrange, census } from '@/wall/order'
import { gridOf, rampStep } from '@/wall/paint'
import { World } from '@/wall/world'

const NOW = Date.parse('2026-11-26T12:00:00Z')

function task(groupId: string, sequence: number, status: TaskState, more: Partial<TaskSummary> = {}): TaskSummary {
  const time = new Date(NOW + sequence).toISOString()
  return { taskId: `t-${sequence}`, groupId, type: 'demo', status, run: 1, attempt: 1, maxAttempts: 5, partition: 3, sequence, submittedAt: time, updatedAt: time, ...more }
}

describe('the world', () => {
  it('follows a group through the states of its tasks', () => {
    const world = new World()
    world.apply([task('a', 1, 'QUEUED'), task('a', 2, 'QUEUED')])
    expect(world.get('a')).toMatchObject({ state: 'ACTIVE', depth: 2 })
    world.apply([task('a', 1, 'RUNNING', { startedAt: new Date(NOW).toISOString() })])
    expect(world.get('a')?.runningSince).toBe(NOW)
    world.apply([task('a', 1, 'RETRYING')])
    expect(world.get('a')).toMatchObject({ state: 'RETRYING', depth: 2 })
    world.apply([task('a', 1, 'FAILED'), task('a', 2, 'COMPLETED')])
    expect(world.get('a')).toMatchObject({ state: 'IDLE', depth: 0, head: undefined })
  })

  it('does not count a task twice that the last reading had', () => {
    const world = new World()
    const at = new Date(NOW + 10_000).toISOString()
    world.readWall({ at, fields: ['groupId', 'state', 'depth', 'partition', 'oldestSubmittedAt', 'runningSince'], rows: [['a', 'ACTIVE', 2, 3, at, null]] })
    world.apply([task('a', 1, 'RUNNING')])
    expect(world.get('a')?.depth).toBe(2)
    world.apply([task('a', 1, 'COMPLETED')])
    expect(world.get('a')?.depth).toBe(1)
  })

  it('leaves a pause alone until the next reading', () => {
    const world = new World()
    world.readSummaries([{ groupId: 'a', state: 'PAUSED', depth: 1, queued: 1, running: 0, retrying: 0, partition: 3 } as GroupSummary])
    world.apply([task('a', Date.now(), 'QUEUED')])
    expect(world.get('a')?.state).toBe('PAUSED')
  })

  it('puts trouble first and what is deepest before the rest', () => {
    const world = new World()
    world.apply([task('idle', 1, 'COMPLETED'), task('busy', 2, 'RUNNING', { startedAt: new Date(NOW).toISOString() }), task('deep', 3, 'QUEUED'), task('deep', 4, 'QUEUED'), task('bad', 5, 'RETRYING'), task('bad', 6, 'QUEUED')])
    const later = NOW + 60_000
    expect(arrange(world.cells, 'attention', { text: '', look: undefined }, later).map((cell) => cell.groupId)).toEqual(['bad', 'deep', 'busy', 'idle'])
    expect(arrange(world.cells, 'fixed', { text: 'B', look: undefined }, later).map((cell) => cell.groupId)).toEqual(['busy', 'bad'])
    expect(census(world.cells, later)).toMatchObject({ BLOCKED: 1, IDLE: 1, ACTIVE: 1, WAITING: 1 })
  })
})

describe('the look of a group', () => {
  it('turns red only when others have waited for its failing head for a while', () => {
    const failing = { state: 'RETRYING' as const, depth: 5, oldest: NOW }
    expect(groupLook(failing, NOW + 500)).toBe('RETRYING')
    expect(groupLook(failing, NOW + 5_000)).toBe('BLOCKED')
    expect(groupLook({ ...failing, depth: 1 }, NOW + 5_000)).toBe('RETRYING')
  })
})

describe('the wall', () => {
  it('has large cells for few groups and small ones for thousands', () => {
    expect(gridOf(60, 900).pitch).toBeGreaterThan(20)
    expect(gridOf(10_000, 900)).toMatchObject({ columns: 128, pitch: 7 })
  })

  it('tells a queue of ten from one of a thousand', () => {
    expect(rampStep(1)).toBe(0)
    expect(rampStep(10)).toBeLessThan(rampStep(100))
    expect(rampStep(100_000)).toBe(11)
  })
})

describe('the lanes', () => {
  it('keep their places while something happens in them', () => {
    const world = new World()
    world.apply([task('a', 1, 'RUNNING'), task('b', 2, 'QUEUED'), task('b', 3, 'QUEUED')])
    expect(chooseLanes([], world.cells, 2, NOW)).toEqual(['b', 'a'])
    expect(chooseLanes(['a', 'b'], world.cells, 2, NOW)).toEqual(['a', 'b'])
    world.apply([task('a', 1, 'COMPLETED'), task('c', 4, 'QUEUED')])
    expect(chooseLanes(['a', 'b'], world.cells, 2, NOW + 60_000)).toEqual(['c', 'b'])
  })
})
