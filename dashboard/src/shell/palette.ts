import type { Router } from 'vue-router'
import { api } from '@/api'
import type { IconName } from '@/parts/icons'
import type { World } from '@/wall/world'
import { NAV } from './nav'

export interface Command {
  id: string
  icon: IconName
  title: string
  hint: string
  run: () => void
}

const MOST = 8

/** What the palette offers for a text without asking the server. */
export function localCommands(
  text: string,
  router: Router,
  world: World,
  extra: Command[],
): Command[] {
  const wanted = text.trim().toLowerCase()
  const pages: Command[] = NAV.map((item) => ({
    id: item.path,
    icon: item.icon,
    title: item.name,
    hint: `g ${item.key}`,
    run: () => void router.push(item.path),
  }))
  const fixed = [...pages, ...extra].filter((command) => command.title.toLowerCase().includes(wanted))
  return [...fixed, ...groupsLike(wanted, router, world)].slice(0, MOST + 4)
}

function groupsLike(wanted: string, router: Router, world: World): Command[] {
  if (wanted === '') {
    return []
  }
  const found: Command[] = []
  for (const cell of world.cells) {
    if (cell.groupId.toLowerCase().includes(wanted)) {
      found.push(groupCommand(cell.groupId, cell.depth, router))
      if (found.length >= MOST) {
        break
      }
    }
  }
  return found.sort((a, b) => a.title.length - b.title.length)
}

function groupCommand(groupId: string, depth: number, router: Router): Command {
  return {
    id: `group:${groupId}`,
    icon: 'groups',
    title: groupId,
    hint: depth === 0 ? 'group, idle' : `group, ${depth} waiting`,
    run: () => void router.push({ query: { ...router.currentRoute.value.query, inspect: groupId } }),
  }
}

/** What the server finds: the task of exactly this id, and groups whose ids begin so, busy or not. */
export async function foundCommands(text: string, router: Router): Promise<Command[]> {
  const wanted = text.trim()
  if (wanted === '') {
    return []
  }
  const [task, groups] = await Promise.all([
    taskCommand(wanted, router),
    api.groups({ prefix: wanted, limit: MOST }).catch(() => ({ groups: [] })),
  ])
  const found = groups.groups.map((group) => groupCommand(group.groupId, group.depth, router))
  return task === undefined ? found : [task, ...found]
}

/** The task of exactly this id, if there is one. */
async function taskCommand(wanted: string, router: Router): Promise<Command | undefined> {
  if (!/^[A-Za-z0-9._:-]{2,128}$/.test(wanted)) {
    return undefined
  }
  try {
    const task = await api.task(wanted)
    return {
      id: `task:${task.taskId}`,
      icon: 'tasks',
      title: task.taskId,
      hint: `task, ${task.status.toLowerCase()}, in ${task.groupId}`,
      run: () => void router.push({ name: 'task', params: { taskId: task.taskId }, query: { group: task.groupId } }),
    }
  } catch {
    return undefined
  }
}
