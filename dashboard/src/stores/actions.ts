import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api } from '@/api'
import { asProblem } from '@/api/problem'
import type { TaskSummary } from '@/api/types'
import { count, grouped } from '@/format/number'
import { useConfirm, type Question } from './confirm'
import { useFeatures, type Feature } from './features'
import { useToasts } from './toasts'
import { useWorld } from './world'

const REREAD_MILLIS = 400

/** Everything a person can do to tasks and groups: asks where it has a consequence, does it, says what came of it. */
export const useActions = defineStore('actions', () => {
  const confirm = useConfirm()
  const toasts = useToasts()
  const features = useFeatures()
  const world = useWorld()
  const isBusy = ref(false)

  async function run(
    what: { done: string; detail?: string; failed: string; feature?: Feature },
    action: () => Promise<unknown>,
    question?: Question,
  ): Promise<boolean> {
    if (question !== undefined && !(await confirm.ask(question))) {
      return false
    }
    isBusy.value = true
    try {
      await action()
      toasts.done(what.done, what.detail)
      setTimeout(() => void world.read(), REREAD_MILLIS)
      return true
    } catch (failure) {
      if (what.feature !== undefined) {
        features.note(what.feature, asProblem(failure))
      }
      toasts.failed(what.failed, failure)
      return false
    } finally {
      isBusy.value = false
    }
  }

  function retryTask(task: TaskSummary): Promise<boolean> {
    return run(
      {
        done: `${task.taskId} runs again`,
        detail: `Run ${task.run + 1} is queued at the end of ${task.groupId}.`,
        failed: `${task.taskId} was not retried`,
      },
      () => api.retry(task.taskId, task.groupId),
    )
  }

  /** Runs a failed task again where it stands: its group waits for it. */
  function retryInPlace(task: TaskSummary): Promise<boolean> {
    return run(
      {
        done: `${task.taskId} runs again in its place`,
        detail: `Run ${task.run + 1} is next in ${task.groupId}; what waits behind it goes on once it succeeds.`,
        failed: `${task.taskId} was not retried`,
      },
      () => api.retryInPlace(task.taskId, task.groupId),
    )
  }

  /** Makes the next attempt of a task at once that waits for it. */
  function retryNow(task: TaskSummary): Promise<boolean> {
    return run(
      {
        done: `${task.taskId} is tried again now`,
        detail: `Attempt ${task.attempt + 1} of ${task.maxAttempts} does not wait for its time.`,
        failed: `${task.taskId} waits on`,
      },
      () => api.retry(task.taskId, task.groupId),
    )
  }

  function cancelTask(task: TaskSummary): Promise<boolean> {
    const isRunning = task.status === 'RUNNING'
    return run(
      { done: `${task.taskId} is being cancelled`, failed: `${task.taskId} was not cancelled` },
      () => api.cancel(task.taskId, task.groupId),
      {
        title: `Cancel ${task.taskId}?`,
        consequence: isRunning
          ? `Its handler is interrupted. What it has already done outside of Strand stays done. The next task of ${task.groupId} starts then.`
          : `It will not run. The tasks behind it in ${task.groupId} move up.`,
        verb: 'Cancel task',
        isDestructive: true,
      },
    )
  }

  function pauseGroup(groupId: string, waiting: number): Promise<boolean> {
    return run({ done: `${groupId} is paused`, failed: `${groupId} was not paused` }, () => api.pauseGroup(groupId), {
      title: `Pause ${groupId}?`,
      consequence: `A task that is running finishes. After it nothing of this group starts until somebody resumes it${
        waiting > 0 ? `: ${count(waiting, 'task')} will wait` : ''
      }. Other groups go on.`,
      verb: 'Pause group',
    })
  }

  function resumeGroup(groupId: string, waiting: number): Promise<boolean> {
    return run(
      {
        done: `${groupId} goes on`,
        detail: waiting > 0 ? `${count(waiting, 'task')} will run in order.` : undefined,
        failed: `${groupId} was not resumed`,
      },
      () => api.resumeGroup(groupId),
    )
  }

  function unpark(groupId: string, action: 'RETRY' | 'SKIP', behind: number): Promise<boolean> {
    const isSkip = action === 'SKIP'
    return run(
      {
        done: isSkip ? `${groupId} goes on without its failed task` : `${groupId} tries its failed task again`,
        failed: `${groupId} stays as it is`,
        feature: 'unpark',
      },
      () => api.unpark(groupId, action),
      isSkip
        ? {
            title: 'Skip the failed task?',
            consequence: `It stays failed, in the dead letters. ${count(behind, 'later task')} will start, in order, without its effect.`,
            verb: 'Skip it',
            isDestructive: true,
          }
        : undefined,
    )
  }

  function skipHead(task: TaskSummary, behind: number): Promise<boolean> {
    return run(
      { done: `${task.taskId} is skipped`, failed: `${task.taskId} was not skipped` },
      () => api.cancel(task.taskId, task.groupId),
      {
        title: `Skip ${task.taskId}?`,
        consequence: `It is cancelled and will not be tried again. ${
          behind === 0 ? 'Nothing waits behind it.' : `${count(behind, 'later task')} will start, in order, without its effect.`
        }`,
        verb: 'Skip it',
        isDestructive: true,
      },
    )
  }

  function purge(groupId: string, waiting: number): Promise<boolean> {
    return run(
      { done: `${groupId} is being emptied`, detail: `${count(waiting, 'task')} end as cancelled.`, failed: `${groupId} was not emptied`, feature: 'purge' },
      () => api.purge(groupId),
      {
        title: `Purge ${groupId}?`,
        consequence: `All ${grouped(waiting)} tasks of this group that have not started end as cancelled. A running one finishes. This cannot be undone.`,
        verb: `Cancel ${count(waiting, 'task')}`,
        isDestructive: true,
        typed: String(waiting),
      },
    )
  }

  return { isBusy, run, retryTask, retryInPlace, retryNow, cancelTask, pauseGroup, resumeGroup, unpark, skipHead, purge }
})
