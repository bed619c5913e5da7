import { groupLook, type GroupLook } from '@/format/states'
import type { Cell } from './world'

export type Order = 'attention' | 'fixed' | 'partition'

/** Trouble first; then what is busy; what is idle last. */
const RANK: Record<GroupLook, number> = {
  PARKED: 0,
  BLOCKED: 1,
  RETRYING: 2,
  PAUSED: 3,
  WAITING: 4,
  ACTIVE: 4,
  IDLE: 5,
}

export function lookOf(cell: Cell, now: number): GroupLook {
  return groupLook(
    { state: cell.state, depth: cell.depth, oldest: cell.oldest, running: cell.runningSince !== undefined },
    now,
  )
}

export interface Filter {
  text: string
  look: GroupLook | undefined
}

/** The cells to show, in the order to show them. */
export function arrange(cells: readonly Cell[], order: Order, filter: Filter, now: number): Cell[] {
  const text = filter.text.toLowerCase()
  const shown =
    text === '' && filter.look === undefined
      ? [...cells]
      : cells.filter(
          (cell) =>
            (text === '' || cell.groupId.toLowerCase().includes(text)) &&
            (filter.look === undefined || isOf(lookOf(cell, now), filter.look)),
        )
  if (order === 'fixed') {
    return shown
  }
  if (order === 'partition') {
    return shown.sort((a, b) => a.partition - b.partition || a.index - b.index)
  }
  const ranks = new Map<Cell, number>()
  for (const cell of shown) {
    ranks.set(cell, RANK[lookOf(cell, now)] * 1_000_000 - Math.min(cell.depth, 999_999))
  }
  return shown.sort((a, b) => ranks.get(a)! - ranks.get(b)! || a.index - b.index)
}

function isOf(look: GroupLook, wanted: GroupLook): boolean {
  return look === wanted || (wanted === 'ACTIVE' && look === 'WAITING')
}

/** How many groups are in each look. */
export function census(cells: readonly Cell[], now: number): Record<GroupLook, number> {
  const counts: Record<GroupLook, number> = {
    PARKED: 0,
    BLOCKED: 0,
    RETRYING: 0,
    PAUSED: 0,
    WAITING: 0,
    ACTIVE: 0,
    IDLE: 0,
  }
  for (const cell of cells) {
    counts[lookOf(cell, now)]++
  }
  return counts
}
