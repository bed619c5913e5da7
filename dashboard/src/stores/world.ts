import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowRef } from 'vue'
import { api } from '@/api'
import { asProblem, type Problem } from '@/api/problem'
import type { GroupSummary } from '@/api/types'
import { census } from '@/wall/order'
import { World } from '@/wall/world'
import { now } from './clock'
import { useFeatures } from './features'
import { useLive } from './live'

const PERIOD_MILLIS = 5_000
const PAGE = 500
const MOST_PAGES = 20

/** All groups, for the wall and for what is said about them. */
export const useWorld = defineStore('world', () => {
  const live = useLive()
  const features = useFeatures()
  const world = markRaw(new World())
  /** Counts changes: whoever draws the world watches this. */
  const version = shallowRef(0)
  const isRead = ref(false)
  const problem = ref<Problem>()
  let isReading = false

  function start(): void {
    live.onTasks((tasks) => {
      world.apply(tasks)
      version.value++
    })
    live.onReset(() => void read())
    void read()
    setInterval(() => {
      if (!document.hidden && !live.isFrozen) {
        void read()
      }
    }, PERIOD_MILLIS)
  }

  /** Reads all groups again. */
  async function read(): Promise<void> {
    if (isReading) {
      return
    }
    isReading = true
    try {
      if (!features.has('wall') || !(await readWall())) {
        world.readSummaries(await readPages())
      }
      problem.value = undefined
      isRead.value = true
      version.value++
    } catch (failure) {
      problem.value = asProblem(failure)
    } finally {
      isReading = false
    }
  }

  async function readWall(): Promise<boolean> {
    try {
      world.readWall(await api.wall())
      return true
    } catch (failure) {
      const found = asProblem(failure)
      // A server without it takes "wall" for the id of a group.
      if (found.status === 404) {
        features.note('wall', found)
        return false
      }
      throw failure
    }
  }

  async function readPages(): Promise<GroupSummary[]> {
    const all: GroupSummary[] = []
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await api.groups({ limit: PAGE, cursor })
      all.push(...answer.groups)
      cursor = answer.nextCursor
      if (cursor === undefined) {
        break
      }
    }
    return all
  }

  /** The counts by look, once a second. */
  const counts = computed(() => {
    void isRead.value
    return census(world.cells, now.value)
  })
  const size = computed(() => {
    void version.value
    return world.size
  })

  return { world, version, isRead, problem, counts, size, start, read }
})
