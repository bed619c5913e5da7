import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api } from '@/api'
import { asProblem, type Problem } from '@/api/problem'
import type { HistoryPoint, Stats, TaskSummary } from '@/api/types'
import { at } from '@/format/time'
import { keyOf, useLive } from './live'

const PERIOD_MILLIS = 2_000
const KEPT_POINTS = 300

export interface PulsePoint {
  at: number
  /** Per second. */
  submitted: number
  completed: number
  failed: number
  backlog: number
  running: number
  retrying: number
}

/**
 * The figures of the overview over the last minutes. The server's own history where it keeps one; in between, and on a
 * server that keeps none, what this page has seen go by.
 */
export const usePulse = defineStore('pulse', () => {
  const live = useLive()
  const stats = shallowRef<Stats>()
  const points = shallowRef<PulsePoint[]>([])
  const problem = ref<Problem>()
  let seen = { submitted: 0, completed: 0, failed: 0 }
  let lastAt = Date.now()
  let recent = new Set<string>()
  /** Rates that the page counts itself need a beginning. */
  let isBegun = false

  function start(): void {
    live.onTasks(countAll)
    live.onReset(() => void read())
    void read()
    setInterval(() => {
      if (!live.isFrozen) {
        void read()
      }
    }, PERIOD_MILLIS)
  }

  function countAll(tasks: TaskSummary[]): void {
    for (const task of tasks) {
      if (task.run === 1 && Date.parse(task.submittedAt) >= lastAt - 1_000) {
        const key = keyOf(task)
        if (!recent.has(key)) {
          recent.add(key)
          seen.submitted++
        }
      }
      if (task.status === 'COMPLETED') {
        seen.completed++
      } else if (task.status === 'FAILED') {
        seen.failed++
      }
    }
  }

  async function read(): Promise<void> {
    try {
      const answer = await api.stats()
      stats.value = answer
      problem.value = undefined
      if (points.value.length === 0 && answer.history !== undefined) {
        points.value = answer.history.map((point, index, all) => fromHistory(point, all[index - 1]))
      }
      if (isBegun || answer.rates !== undefined) {
        add(answer)
      }
      isBegun = true
    } catch (failure) {
      problem.value = asProblem(failure)
    }
  }

  function add(answer: Stats): void {
    const time = Date.now()
    const seconds = Math.max(0.5, (time - lastAt) / 1_000)
    const rates = answer.rates
    points.value = [
      ...points.value.slice(-KEPT_POINTS + 1),
      {
        at: time,
        submitted: rates?.submittedPerSecond ?? seen.submitted / seconds,
        completed: rates?.completedPerSecond ?? seen.completed / seconds,
        failed: rates?.failedPerSecond ?? seen.failed / seconds,
        backlog: backlogOf(answer),
        running: answer.tasks.RUNNING ?? 0,
        retrying: answer.tasks.RETRYING ?? 0,
      },
    ]
    seen = { submitted: 0, completed: 0, failed: 0 }
    if (recent.size > 20_000) {
      recent = new Set()
    }
    lastAt = time
  }

  const latest = computed(() => points.value.at(-1))
  return { stats, points, latest, problem, start, read }
})

/** What waits: queued and to be retried. */
export function backlogOf(stats: Stats): number {
  return (stats.tasks.QUEUED ?? 0) + (stats.tasks.RETRYING ?? 0)
}

function fromHistory(point: HistoryPoint, before: HistoryPoint | undefined): PulsePoint {
  const time = at(point.at) ?? Date.now()
  const seconds = before === undefined ? 5 : Math.max(1, (time - (at(before.at) ?? time - 5_000)) / 1_000)
  return {
    at: time,
    submitted: point.submitted / seconds,
    completed: point.completed / seconds,
    failed: point.failed / seconds,
    backlog: point.backlog,
    // Not kept by the server: these two lines begin with this visit.
    running: Number.NaN,
    retrying: Number.NaN,
  }
}
