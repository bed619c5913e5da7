import { describe, expect, it } from 'vitest'
import { fallingBehind, verdict, type Facts } from '@/format/verdict'
import type { PulsePoint } from '@/stores/pulse'

const point = (at: number, submitted: number, completed: number, backlog: number): PulsePoint => ({ at, submitted, completed, failed: 0, backlog, running: 1, retrying: 0 })
const counts = { PARKED: 0, BLOCKED: 0, RETRYING: 0, PAUSED: 0, WAITING: 0, ACTIVE: 3, IDLE: 9 }
const facts: Facts = { counts, latest: point(0, 10, 10, 4), isFallingBehind: false, isPausedWhole: false, unowned: 0, oldestWaitMillis: 2_000 }

describe('the verdict', () => {
  it('says that all is well, and what that rests on', () => {
    expect(verdict(facts)).toEqual({ tone: 'ok', headline: 'All is well.', detail: '10 tasks a second complete, 4 wait, the oldest for 2 s.' })
  })

  it('names the worst first', () => {
    expect(verdict({ ...facts, counts: { ...counts, PARKED: 2, BLOCKED: 5 } }).headline).toBe('2 groups need a decision.')
    expect(verdict({ ...facts, counts: { ...counts, BLOCKED: 1 } }).headline).toBe('1 group is held up by a failing task.')
    expect(verdict({ ...facts, unowned: 1, counts: { ...counts, PARKED: 2 } }).headline).toBe('1 partition has no worker.')
    expect(verdict({ ...facts, isFallingBehind: true }).tone).toBe('warn')
  })
})

describe('falling behind', () => {
  it('is a stretch in which the backlog grows because more comes in than goes out', () => {
    const calm = Array.from({ length: 10 }, (_, i) => point(i, 100, 100, 50))
    const behind = Array.from({ length: 10 }, (_, i) => point(10 + i, 200, 100, 100 + i * 100))
    const after = Array.from({ length: 10 }, (_, i) => point(20 + i, 100, 200, 1_000 - i * 100))
    expect(fallingBehind(calm)).toEqual([])
    const [band] = fallingBehind([...calm, ...behind, ...after])
    expect(band!.from).toBeGreaterThanOrEqual(10)
    expect(band!.to).toBe(19)
  })
})
