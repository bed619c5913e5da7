import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api } from '@/api'
import { asProblem, type Problem } from '@/api/problem'
import type { TaskPage, TaskSummary } from '@/api/types'
import { keyOf, useLive } from '@/stores/live'
import { admits, toApi, type TaskFilter } from './filter'

const PAGE = 100
const MOST_NEW = 5_000

interface Parts {
  shown: TaskSummary[]
  added: TaskSummary[]
}

/** Parts what is newer than the newest row shown from the rest; a page of nothing but new ones is shown. Pure. */
export function apart(tasks: TaskSummary[], newest: string): Parts {
  const shown = tasks.filter((task) => task.submittedAt <= newest)
  return shown.length === 0 ? { shown: tasks, added: [] } : { shown, added: tasks.filter((task) => task.submittedAt > newest) }
}

/**
 * A list of tasks, newest first, read page by page. The feed changes rows in their places; tasks that have come since
 * are counted and shown when asked, so that nothing moves under the pointer.
 */
export function useTaskList(filter: () => TaskFilter) {
  const live = useLive()
  const rows = shallowRef<TaskSummary[]>([])
  const fresh = shallowRef(new Map<string, TaskSummary>())
  const cursor = ref<string>()
  const total = ref<number>()
  const problem = ref<Problem>()
  const isLoading = ref(false)
  const isRead = ref(false)
  let places = new Map<string, number>()
  let asked = new AbortController()
  /** What the feed has said while an answer is under way: the answer may be older. */
  let meanwhile = new Map<string, TaskSummary>()

  async function read(): Promise<void> {
    await readAgain((tasks) => ({ shown: tasks, added: [] }))
  }

  /** After a gap of the feed: what has come since is counted here too. */
  async function catchUp(): Promise<void> {
    await readAgain((tasks) => apart(tasks, newest.value))
  }

  async function readAgain(part: (tasks: TaskSummary[]) => Parts): Promise<void> {
    asked.abort()
    asked = new AbortController()
    await ask(undefined, asked.signal, (page) => {
      const { shown, added } = part(page.tasks)
      rows.value = shown
      fresh.value = new Map(added.map((task) => [keyOf(task), task]))
      isRead.value = true
    })
  }

  async function more(): Promise<void> {
    if (!isLoading.value && cursor.value !== undefined) {
      await ask(cursor.value, asked.signal, (page) => {
        rows.value = [...rows.value, ...page.tasks.filter((task) => !places.has(keyOf(task)))]
      })
    }
  }

  async function ask(from: string | undefined, signal: AbortSignal, take: (page: TaskPage) => void): Promise<void> {
    isLoading.value = true
    meanwhile = new Map()
    try {
      const page = await api.tasks({ ...toApi(filter()), limit: PAGE, cursor: from }, signal)
      take(page)
      cursor.value = page.nextCursor
      total.value = page.total
      problem.value = undefined
      index()
      apply(meanwhile.values())
    } catch (failure) {
      if (!signal.aborted) {
        problem.value = asProblem(failure)
      }
    } finally {
      if (!signal.aborted) {
        isLoading.value = false
      }
    }
  }

  function index(): void {
    places = new Map(rows.value.map((task, place) => [keyOf(task), place]))
  }

  function heard(tasks: TaskSummary[]): void {
    if (isLoading.value) {
      tasks.forEach((task) => meanwhile.set(keyOf(task), task))
    }
    apply(tasks)
  }

  function apply(tasks: Iterable<TaskSummary>): void {
    let changed: TaskSummary[] | undefined
    let added: Map<string, TaskSummary> | undefined
    for (const task of tasks) {
      const place = places.get(keyOf(task))
      if (place !== undefined) {
        changed ??= [...rows.value]
        changed[place] = task
      } else if (admits(filter(), task) && fresh.value.size < MOST_NEW) {
        added ??= new Map(fresh.value)
        added.set(keyOf(task), task)
      }
    }
    if (changed !== undefined) {
      rows.value = changed
    }
    if (added !== undefined) {
      fresh.value = added
      if (rows.value.length === 0 && isRead.value) {
        showNew()
      }
    }
  }

  /** Puts those that have come since on top. */
  function showNew(): void {
    const arrived = [...fresh.value.values()].filter((task) => admits(filter(), task))
    rows.value = [...arrived, ...rows.value].sort(
      (a, b) => b.submittedAt.localeCompare(a.submittedAt) || b.partition - a.partition || b.sequence - a.sequence,
    )
    fresh.value = new Map()
    index()
  }

  const newest = computed(() => rows.value[0]?.submittedAt ?? '')
  /** Only those that belong on top: older ones that now match would appear anywhere. */
  const newCount = computed(() => {
    let count = 0
    for (const task of fresh.value.values()) {
      if (task.submittedAt >= newest.value && admits(filter(), task)) {
        count++
      }
    }
    return count
  })

  const forgetTasks = live.onTasks(heard)
  const forgetReset = live.onReset((isAsked) => void (isAsked ? read() : catchUp()))
  onScopeDispose(() => {
    asked.abort()
    forgetTasks()
    forgetReset()
  })
  watch(() => JSON.stringify(filter()), () => {
    isRead.value = false
    rows.value = []
    index()
    void read()
  })
  void read()
  return { rows, newCount, total, problem, isLoading, isRead, hasMore: computed(() => cursor.value !== undefined), read, more, showNew }
}
