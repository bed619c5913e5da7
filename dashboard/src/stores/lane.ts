import { onScopeDispose, shallowRef, ref, watch } from 'vue'
import { api } from '@/api'
import { asProblem, type Problem } from '@/api/problem'
import type { TaskSummary } from '@/api/types'
import { isTerminal } from '@/format/states'
import { useLive } from './live'

const KEPT_DONE = 5
const PERIOD_MILLIS = 10_000

export interface LaneView {
  /** Ended, the last one last. */
  done: TaskSummary[]
  /** Not ended, in the order in which they will run. */
  queue: TaskSummary[]
  /** All that have not ended, also those that are not in the queue above. */
  depth: number
}

/** Puts changed tasks of one group into its lane. Pure. */
export function advance(lane: LaneView, tasks: TaskSummary[]): LaneView {
  const queue = new Map(lane.queue.map((task) => [task.sequence, task]))
  const done = [...lane.done]
  let depth = lane.depth
  const last = lane.queue.at(-1)?.sequence ?? -1
  const isWhole = lane.depth <= lane.queue.length
  for (const task of tasks) {
    if (isTerminal(task.status)) {
      const known = done.findIndex((each) => each.sequence === task.sequence && each.run === task.run)
      if (known >= 0) {
        done[known] = task
      } else {
        queue.delete(task.sequence)
        depth = Math.max(0, depth - 1)
        done.push(task)
      }
    } else if (queue.has(task.sequence)) {
      queue.set(task.sequence, task)
    } else {
      depth++
      if (isWhole || task.sequence < last || task.status !== 'QUEUED') {
        queue.set(task.sequence, task)
      }
    }
  }
  return {
    done: done.slice(-KEPT_DONE),
    queue: [...queue.values()].sort((a, b) => placeOf(a) - placeOf(b)),
    depth: Math.max(depth, queue.size),
  }
}

/** Scheduled tasks take their place when they are due: they stand behind the others. */
function placeOf(task: TaskSummary): number {
  return task.status === 'SCHEDULED' ? Number.MAX_SAFE_INTEGER / 2 + task.sequence : task.sequence
}

/** One group's tasks in their order, live. */
export function useLane(groupId: () => string | undefined, limit: number) {
  const live = useLive()
  const lane = shallowRef<LaneView>()
  const problem = ref<Problem>()
  let asked = 0

  async function read(): Promise<void> {
    const id = groupId()
    const mine = ++asked
    if (id === undefined) {
      lane.value = undefined
      return
    }
    try {
      const answer = await api.queue(id, { limit })
      if (mine === asked) {
        lane.value = {
          queue: answer.queue,
          depth: Math.max(answer.depth, answer.queue.length),
          done: lastEnded(answer.recent),
        }
        problem.value = undefined
      }
    } catch (failure) {
      if (mine === asked) {
        problem.value = asProblem(failure)
      }
    }
  }

  const forgetTasks = live.onTasks((tasks) => {
    const id = groupId()
    const before = lane.value
    const mine = tasks.filter((task) => task.groupId === id)
    if (before === undefined || mine.length === 0) {
      return
    }
    lane.value = advance(before, mine)
    if (lane.value.queue.length < Math.min(3, lane.value.depth)) {
      void read()
    }
  })
  const forgetReset = live.onReset(() => void read())
  const timer = setInterval(() => {
    if (!document.hidden && !live.isFrozen) {
      void read()
    }
  }, PERIOD_MILLIS)
  watch(
    groupId,
    () => {
      lane.value = undefined
      problem.value = undefined
      void read()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    asked++
    clearInterval(timer)
    forgetTasks()
    forgetReset()
  })
  return { lane, problem, read }
}

function lastEnded(recent: TaskSummary[]): TaskSummary[] {
  return recent
    .filter((task) => isTerminal(task.status))
    .sort((a, b) => Date.parse(a.finishedAt ?? a.updatedAt) - Date.parse(b.finishedAt ?? b.updatedAt))
    .slice(-KEPT_DONE)
}
