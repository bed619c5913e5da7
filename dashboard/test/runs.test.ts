import { describe, expect, it } from 'vitest'
import { runBefore } from '@/tasks/runs'

describe('earlier runs', () => {
  it('are asked for one by one, back to the first', () => {
    expect(runBefore(3, [])).toBe(2)
    expect(runBefore(2, [{ run: 3 }])).toBe(1)
    expect(runBefore(1, [{ run: 3 }])).toBe(0)
  })

  it('are not asked for where the run that took their place has their attempts', () => {
    expect(runBefore(2, [{ run: 1 }, { run: 2 }])).toBe(0)
  })
})
