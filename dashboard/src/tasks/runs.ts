import type { Attempt } from '@/api/types'

/**
 * The run before all that is shown, or 0 where there is none: a task that ran again in its place brings the attempts of
 * the runs before it along.
 */
export function runBefore(oldest: number, attempts: Pick<Attempt, 'run'>[]): number {
  return Math.min(oldest, ...attempts.map((attempt) => attempt.run)) - 1
}
