import { api } from '@/api'
import type { Submission } from '@/api/types'

/** Tasks that show what Strand does: three customers, each in order, one of them with a task that fails twice. */
export function sampleTasks(prefix: string): Submission[] {
  const tasks: Submission[] = []
  for (const [customer, size] of [
    ['ada', 6],
    ['grace', 4],
    ['linus', 5],
  ] as const) {
    for (let place = 1; place <= size; place++) {
      const isShaky = customer === 'grace' && place === 2
      tasks.push({
        type: 'demo',
        taskId: `${prefix}-${customer}-${place}`,
        groupId: `customer-${customer}`,
        payload: { sleepMs: 1_500, steps: 6, ...(isShaky ? { failTimes: 2, message: 'the mail server is busy' } : {}) },
        retry: { maxAttempts: 5, initialDelay: 'PT3S' },
        labels: { from: 'page' },
      })
    }
  }
  return tasks
}

export async function submitSamples(): Promise<number> {
  const tasks = sampleTasks(`sample-${Date.now().toString(36)}`)
  await api.submitAll(tasks)
  return tasks.length
}
