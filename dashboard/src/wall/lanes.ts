import type { Cell } from './world'

const KEEP_MILLIS = 3_000

/**
 * Which groups to show as lanes: those with most to do. A row that is shown stays in its place for as long as something
 * happens in it, so that nobody loses sight of what they watch.
 */
export function chooseLanes(shown: readonly string[], cells: readonly Cell[], most: number, now: number): string[] {
  const byId = new Map(cells.map((cell) => [cell.groupId, cell]))
  const best = [...cells]
    .filter((cell) => cell.depth > 0 || now - cell.changedAt < KEEP_MILLIS)
    .sort((a, b) => b.depth - a.depth || b.changedAt - a.changedAt)
    .slice(0, most)
  const kept = shown.map((groupId) => {
    const cell = byId.get(groupId)
    return cell !== undefined && (cell.depth > 0 || now - cell.changedAt < KEEP_MILLIS) ? groupId : undefined
  })
  const fresh = best.map((cell) => cell.groupId).filter((groupId) => !shown.includes(groupId))
  const next = kept.map((groupId) => groupId ?? fresh.shift() ?? undefined)
  const all = next.map((groupId, place) => groupId ?? shown[place]!)
  while (all.length < most && fresh.length > 0) {
    all.push(fresh.shift()!)
  }
  return all.slice(0, most)
}
