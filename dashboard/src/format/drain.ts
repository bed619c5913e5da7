import type { TaskSummary } from '@/api/types'
import { at } from './time'

/** How long a group needs for what waits in it, judged by its last tasks; undefined where they tell nothing. */
export function drainMillis(done: TaskSummary[], depth: number): { millis: number; perSecond: number } | undefined {
  const runs = done
    .map((task) => [at(task.startedAt), at(task.finishedAt)] as const)
    .filter((times): times is readonly [number, number] => times[0] !== undefined && times[1] !== undefined)
    .map(([from, to]) => Math.max(1, to - from))
  if (runs.length === 0) {
    return undefined
  }
  const mean = runs.reduce((sum, each) => sum + each, 0) / runs.length
  return { millis: mean * depth, perSecond: 1_000 / mean }
}
