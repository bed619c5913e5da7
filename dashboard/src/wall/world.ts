import type { GroupState, GroupSummary, TaskSummary, Wall } from '@/api/types'
import { at } from '@/format/time'
import { isTerminal } from '@/format/states'

/** One group as the wall knows it. Mutable on purpose: thousands of these change many times a second. */
export interface Cell {
  readonly groupId: string
  readonly partition: number
  /** In the order in which the groups became known; never changes. */
  readonly index: number
  state: GroupState
  depth: number
  /** Submission of the oldest task that has not ended, in milliseconds. */
  oldest: number | undefined
  runningSince: number | undefined
  /** The newest state of its first task, where the feed has told it. */
  head: TaskSummary | undefined
  changedAt: number
}

/**
 * All groups. Read whole from time to time, and kept up to date in between by the tasks of the feed, whose states say
 * what has become of their groups; what these can't tell (pauses) the next reading corrects.
 */
export class World {
  readonly cells: Cell[] = []
  private readonly byId = new Map<string, Cell>()
  private readonly live = new Map<string, Map<number, TaskSummary>>()
  private readAt = 0

  get(groupId: string): Cell | undefined {
    return this.byId.get(groupId)
  }

  get size(): number {
    return this.cells.length
  }

  /** Takes the compact reading of all groups. */
  readWall(wall: Wall): void {
    const column = (name: string): number => wall.fields.indexOf(name)
    const [id, state, depth, partition, oldest, running] = [
      column('groupId'),
      column('state'),
      column('depth'),
      column('partition'),
      column('oldestSubmittedAt'),
      column('runningSince'),
    ]
    this.readAt = at(wall.at) ?? Date.now()
    for (const row of wall.rows) {
      this.read(
        String(row[id!]),
        Number(row[partition!]),
        row[state!] as GroupState,
        Number(row[depth!]),
        timeOf(row[oldest!]),
        running! < 0 ? undefined : timeOf(row[running!]),
      )
    }
  }

  /** Takes summaries, where the server has no compact reading. */
  readSummaries(groups: GroupSummary[]): void {
    this.readAt = Date.now()
    for (const group of groups) {
      const oldest = at(group.oldestSubmittedAt)
      const running = group.running > 0 ? (this.get(group.groupId)?.runningSince ?? oldest) : undefined
      this.read(group.groupId, group.partition, group.state, group.depth, oldest, running)
    }
  }

  private read(
    groupId: string,
    partition: number,
    state: GroupState,
    depth: number,
    oldest: number | undefined,
    runningSince: number | undefined,
  ): void {
    const cell = this.cell(groupId, partition)
    if (cell.state !== state || cell.depth !== depth) {
      cell.changedAt = this.readAt
    }
    cell.state = state
    cell.depth = depth
    cell.oldest = oldest
    cell.runningSince = runningSince
    if (depth === 0) {
      cell.head = undefined
      this.live.delete(groupId)
    }
  }

  /** Takes tasks that changed. */
  apply(tasks: TaskSummary[]): void {
    for (const task of tasks) {
      this.applyOne(task)
    }
  }

  private applyOne(task: TaskSummary): void {
    const cell = this.cell(task.groupId, task.partition)
    let known = this.live.get(task.groupId)
    if (known === undefined) {
      known = new Map()
      this.live.set(task.groupId, known)
    }
    const wasCounted = known.has(task.sequence) || Date.parse(task.submittedAt) <= this.readAt
    cell.changedAt = Date.parse(task.updatedAt)
    if (isTerminal(task.status)) {
      known.delete(task.sequence)
      if (wasCounted) {
        cell.depth = Math.max(0, cell.depth - 1)
      }
      this.afterEnd(cell, task, known)
      return
    }
    known.set(task.sequence, task)
    if (!wasCounted) {
      cell.depth++
    }
    this.afterChange(cell, task)
  }

  private afterEnd(cell: Cell, task: TaskSummary, known: Map<number, TaskSummary>): void {
    if (cell.head === undefined || cell.head.sequence === task.sequence) {
      cell.head = undefined
      cell.runningSince = undefined
      cell.oldest = oldestOf(known) ?? (cell.depth > 0 ? cell.oldest : undefined)
      if (cell.state === 'ACTIVE' || cell.state === 'RETRYING') {
        cell.state = cell.depth === 0 ? 'IDLE' : 'ACTIVE'
      }
    }
  }

  private afterChange(cell: Cell, task: TaskSummary): void {
    const submitted = Date.parse(task.submittedAt)
    cell.oldest = cell.oldest === undefined ? submitted : Math.min(cell.oldest, submitted)
    const isHeld = cell.state === 'PAUSED' || cell.state === 'PARKED'
    if (task.status === 'RUNNING') {
      cell.head = task
      cell.runningSince = at(task.startedAt)
      if (!isHeld) {
        cell.state = 'ACTIVE'
      }
    } else if (task.status === 'RETRYING') {
      cell.head = task
      cell.runningSince = undefined
      if (!isHeld) {
        cell.state = 'RETRYING'
      }
    } else if (cell.state === 'IDLE') {
      cell.state = 'ACTIVE'
    }
  }

  private cell(groupId: string, partition: number): Cell {
    const found = this.byId.get(groupId)
    if (found !== undefined) {
      return found
    }
    const made: Cell = {
      groupId,
      partition,
      index: this.cells.length,
      state: 'IDLE',
      depth: 0,
      oldest: undefined,
      runningSince: undefined,
      head: undefined,
      changedAt: 0,
    }
    this.byId.set(groupId, made)
    this.cells.push(made)
    return made
  }
}

function oldestOf(tasks: Map<number, TaskSummary>): number | undefined {
  let oldest: number | undefined
  for (const task of tasks.values()) {
    const submitted = Date.parse(task.submittedAt)
    oldest = oldest === undefined ? submitted : Math.min(oldest, submitted)
  }
  return oldest
}

function timeOf(value: string | number | null | undefined): number | undefined {
  return typeof value === 'number' ? value : at(value)
}
