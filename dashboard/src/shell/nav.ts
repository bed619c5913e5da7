import type { Feature } from '@/stores/features'
import type { IconName } from '@/parts/icons'

export interface NavItem {
  path: string
  name: string
  icon: IconName
  /** Pressed after g. */
  key: string
  feature?: Feature
}

export const NAV: NavItem[] = [
  { path: '/', name: 'Overview', icon: 'overview', key: 'o' },
  { path: '/groups', name: 'Groups', icon: 'groups', key: 'g' },
  { path: '/tasks', name: 'Tasks', icon: 'tasks', key: 't' },
  { path: '/scheduled', name: 'Scheduled', icon: 'scheduled', key: 's' },
  { path: '/dead-letters', name: 'Dead', icon: 'dead', key: 'd' },
  { path: '/processors', name: 'Workers', icon: 'processors', key: 'p', feature: 'processors' },
  { path: '/activity', name: 'Activity', icon: 'activity', key: 'a', feature: 'audit' },
]
