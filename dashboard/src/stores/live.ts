import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { TaskSummary } from '@/api/types'
import { Feed } from '@/live/feed'
import { now } from './clock'

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'stale' | 'frozen'

type TasksListener = (tasks: TaskSummary[]) => void
/** Told whether a person asked for it, who wants to see what is new, or the feed had a gap. */
type ResetListener = (isAsked: boolean) => void

const LATE_MILLIS = 3_000
const STALE_MILLIS = 15_000
const HIDDEN_PERIOD_MILLIS = 1_000
const RATE_WINDOW_SECONDS = 5

/** Identifies a task among all: a task id may be reused in another group, its place in the log is not. */
export function keyOf(task: { partition: number; sequence: number }): string {
  return `${task.partition}-${task.sequence}`
}

/** The live feed as the page sees it: connection, lag, freeze; hands out at most one batch per frame. */
export const useLive = defineStore('live', () => {
  const isConnected = ref(false)
  const wasConnected = ref(false)
  const lastHeardAt = ref(Date.now())
  const frozenAt = ref<number>()
  const lagMillis = ref(0)
  const eventsPerSecond = ref(0)
  const resets = ref(0)
  const frames = shallowRef(0)

  const tasksListeners = new Set<TasksListener>()
  const resetListeners = new Set<ResetListener>()
  let pending = new Map<string, TaskSummary>()
  let isScheduled = false
  let received = 0
  const perSecond: number[] = []
  let feed: Feed | undefined

  const connection = computed<Connection>(() => {
    if (frozenAt.value !== undefined) {
      return 'frozen'
    }
    const silence = now.value - lastHeardAt.value
    if (silence > STALE_MILLIS) {
      return 'stale'
    }
    if (!isConnected.value || silence > LATE_MILLIS) {
      return wasConnected.value ? 'reconnecting' : 'connecting'
    }
    return 'live'
  })
  const silenceMillis = computed(() => Math.max(0, now.value - lastHeardAt.value))

  function start(): void {
    feed = new Feed('/api/events', {
      tasks: collect,
      reset: () => reset(),
      heard: () => {
        // Written at most a few times a second: many things are computed from it.
        const time = Date.now()
        if (time - lastHeardAt.value > 400) {
          lastHeardAt.value = time
        }
      },
      connected: (is) => {
        isConnected.value = is
        wasConnected.value ||= is
      },
    })
    feed.start()
    setInterval(measure, 1_000)
  }

  function collect(tasks: TaskSummary[]): void {
    received += tasks.length
    if (frozenAt.value !== undefined) {
      return
    }
    let newest = ''
    for (const task of tasks) {
      pending.set(keyOf(task), task)
      if (task.updatedAt > newest) {
        newest = task.updatedAt
      }
    }
    if (newest !== '') {
      const lag = Math.max(0, Date.now() - Date.parse(newest))
      lagMillis.value = lagMillis.value === 0 ? lag : Math.round(lagMillis.value * 0.8 + lag * 0.2)
    }
    schedule()
  }

  function schedule(): void {
    if (isScheduled) {
      return
    }
    isScheduled = true
    if (document.hidden) {
      setTimeout(deliver, HIDDEN_PERIOD_MILLIS)
    } else {
      requestAnimationFrame(deliver)
    }
  }

  function deliver(): void {
    isScheduled = false
    if (pending.size === 0 || frozenAt.value !== undefined) {
      return
    }
    const batch = [...pending.values()]
    pending = new Map()
    frames.value++
    tasksListeners.forEach((listener) => listener(batch))
  }

  function reset(isAsked = false): void {
    pending = new Map()
    if (frozenAt.value === undefined) {
      resets.value++
      resetListeners.forEach((listener) => listener(isAsked))
    }
  }

  function measure(): void {
    perSecond.push(received)
    received = 0
    if (perSecond.length > RATE_WINDOW_SECONDS) {
      perSecond.shift()
    }
    eventsPerSecond.value = perSecond.reduce((sum, each) => sum + each, 0) / perSecond.length
  }

  function toggleFreeze(): void {
    if (frozenAt.value === undefined) {
      frozenAt.value = Date.now()
      pending = new Map()
    } else {
      frozenAt.value = undefined
      reset(true)
    }
  }

  function onTasks(listener: TasksListener): () => void {
    tasksListeners.add(listener)
    return () => tasksListeners.delete(listener)
  }

  function onReset(listener: ResetListener): () => void {
    resetListeners.add(listener)
    return () => resetListeners.delete(listener)
  }

  const isFrozen = computed(() => frozenAt.value !== undefined)

  return {
    connection,
    isConnected,
    silenceMillis,
    isFrozen,
    frozenAt,
    lagMillis,
    eventsPerSecond,
    frames,
    resets,
    start,
    toggleFreeze,
    onTasks,
    onReset,
    collect,
    reset,
  }
})
