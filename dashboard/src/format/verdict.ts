import type { PulsePoint } from '@/stores/pulse'
import { compact, count, rate } from './number'
import { coarse } from './time'
import type { GroupLook } from './states'

export interface Verdict {
  tone: 'ok' | 'warn' | 'bad'
  /** The short answer. */
  headline: string
  /** What it rests on. */
  detail: string
}

/** What is known when the verdict is given. */
export interface Facts {
  counts: Record<GroupLook, number>
  latest: PulsePoint | undefined
  isFallingBehind: boolean
  isPausedWhole: boolean
  unowned: number
  oldestWaitMillis: number | undefined
}

/** One sentence that says whether all is well. */
export function verdict(facts: Facts): Verdict {
  const { counts, latest } = facts
  const flow =
    latest === undefined
      ? ''
      : `${rate(latest.completed)} tasks a second complete, ${compact(latest.backlog)} ${latest.backlog === 1 ? 'waits' : 'wait'}${
          facts.oldestWaitMillis === undefined || latest.backlog === 0 ? '' : `, the oldest for ${coarse(facts.oldestWaitMillis)}`
        }.`
  if (facts.unowned > 0) {
    return { tone: 'bad', headline: `${count(facts.unowned, 'partition')} ${facts.unowned === 1 ? 'has' : 'have'} no worker.`, detail: `The groups there stand still until a processor takes over. ${flow}` }
  }
  if (facts.isPausedWhole) {
    return { tone: 'warn', headline: 'Everything is paused.', detail: `Nothing starts until somebody resumes it. ${flow}` }
  }
  if (counts.PARKED > 0) {
    return { tone: 'bad', headline: `${count(counts.PARKED, 'group')} ${counts.PARKED === 1 ? 'needs' : 'need'} a decision.`, detail: `Retry or skip what failed; the other groups go on. ${flow}` }
  }
  if (counts.BLOCKED > 0) {
    return { tone: 'bad', headline: `${count(counts.BLOCKED, 'group')} ${counts.BLOCKED === 1 ? 'is' : 'are'} held up by a failing task.`, detail: `The other groups go on. ${flow}` }
  }
  if (facts.isFallingBehind) {
    return { tone: 'warn', headline: 'Falling behind.', detail: `More comes in than gets done. ${flow}` }
  }
  if (latest !== undefined && latest.submitted < 0.05 && latest.completed < 0.05 && latest.backlog === 0) {
    return { tone: 'ok', headline: 'All is quiet.', detail: 'Nothing runs and nothing waits.' }
  }
  return { tone: 'ok', headline: 'All is well.', detail: flow }
}

export interface Band {
  from: number
  to: number
}

const SHORTEST_BAND_POINTS = 5
const TOLERANCE = 1.15

/** Stretches of time in which clearly more was submitted than completed while the backlog grew. */
export function fallingBehind(points: PulsePoint[]): Band[] {
  const bands: Band[] = []
  let start = -1
  const isBehind = (point: PulsePoint, before: PulsePoint | undefined): boolean =>
    point.submitted > (point.completed + point.failed) * TOLERANCE &&
    point.submitted > 1 &&
    before !== undefined &&
    point.backlog > 20 &&
    point.backlog > before.backlog
  for (let i = 0; i <= points.length; i++) {
    const point = points[i]
    if (point !== undefined && isBehind(point, points[i - 2] ?? points[i - 1])) {
      start = start < 0 ? i : start
    } else if (start >= 0) {
      if (i - start >= SHORTEST_BAND_POINTS) {
        bands.push({ from: points[start]!.at, to: points[i - 1]!.at })
      }
      start = -1
    }
  }
  return bands
}
