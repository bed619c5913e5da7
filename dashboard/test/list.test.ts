import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { api } from '@/api'
import type { TaskPage, TaskState, TaskSummary } from '@/api/types'
import { useLive } from '@/stores/live'
import { fromQuery } from '@/tasks/filter'
import { apart, useTaskList } from '@/tasks/list'

function task(sequence: number, status: TaskState): TaskSummary {
  const at = `2026-01-01T00:00:00.${String(sequence).padStart(3, '0')}Z`
  return { taskId: `t-${sequence}`, groupId: 'a', type: 'demo', status, run: 1, attempt: 1, maxAttempts: 5, partition: 0, sequence, submittedAt: at, updatedAt: at }
}

/** The requests for pages, each answered when the test says so. */
let answers: ((tasks: TaskSummary[]) => Promise<void>)[]
let scope: EffectScope

beforeEach(() => {
  setActivePinia(createPinia())
  vi.stubGlobal('requestAnimationFrame', (deliver: () => void) => deliver())
  answers = []
  scope = effectScope()
  vi.spyOn(api, 'tasks').mockImplementation(
    () =>
      new Promise<TaskPage>((resolve) =>
        answers.push(async (tasks) => {
          resolve({ tasks } as TaskPage)
          await flushPromises()
        }),
      ),
  )
})

afterEach(() => {
  scope.stop()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function listOfAll() {
  return scope.run(() => useTaskList(() => fromQuery({})))!
}

describe('a list of tasks', () => {
  it('keeps what the feed has said while an older answer was under way', async () => {
    const list = listOfAll()
    await answers[0]!([task(1, 'RUNNING')])
    useLive().reset()

    useLive().collect([task(1, 'CANCELLED')])
    await answers[1]!([task(1, 'RUNNING')])

    expect(list.rows.value.map((each) => each.status)).toEqual(['CANCELLED'])
  })

  it('does not apply again what came before it was asked', async () => {
    const list = listOfAll()
    await answers[0]!([task(1, 'QUEUED')])
    useLive().collect([task(1, 'RUNNING')])
    useLive().reset()

    await answers[1]!([task(1, 'COMPLETED')])

    expect(list.rows.value.map((each) => each.status)).toEqual(['COMPLETED'])
  })

  it('counts what has come in a gap of the feed instead of moving its rows', async () => {
    const list = listOfAll()
    await answers[0]!([task(1, 'COMPLETED')])
    useLive().collect([task(2, 'QUEUED')])
    useLive().reset()

    await answers[1]!([task(3, 'QUEUED'), task(2, 'RUNNING'), task(1, 'COMPLETED')])

    expect(list.rows.value.map((each) => each.sequence)).toEqual([1])
    expect(list.newCount.value).toBe(2)
    list.showNew()
    expect(list.rows.value.map((each) => [each.sequence, each.status])).toEqual([
      [3, 'QUEUED'],
      [2, 'RUNNING'],
      [1, 'COMPLETED'],
    ])
  })
})

describe('a list that was frozen', () => {
  it('shows what has come meanwhile', async () => {
    const list = listOfAll()
    await answers[0]!([task(1, 'COMPLETED')])
    useLive().toggleFreeze()
    useLive().toggleFreeze()

    await answers[1]!([task(2, 'QUEUED'), task(1, 'COMPLETED')])

    expect(list.rows.value.map((each) => each.sequence)).toEqual([2, 1])
  })
})

describe('what came in a gap', () => {
  it('is shown at once where nothing else is left to show', () => {
    const page = [task(9, 'QUEUED'), task(8, 'QUEUED')]
    expect(apart(page, task(3, 'QUEUED').submittedAt)).toEqual({ shown: page, added: [] })
    expect(apart(page, '')).toEqual({ shown: page, added: [] })
  })
})
