import { createRouter, createWebHistory } from 'vue-router'
import OverviewView from './views/OverviewView.vue'

export const router = createRouter({
  history: createWebHistory('/'),
  routes: [
    { path: '/', name: 'Overview', component: OverviewView },
    { path: '/groups', name: 'Groups', component: () => import('./views/GroupsView.vue') },
    {
      path: '/groups/:groupId',
      redirect: (to) => ({ path: '/groups', query: { ...to.query, inspect: String(to.params.groupId) } }),
    },
    { path: '/tasks', name: 'Tasks', component: () => import('./views/TasksView.vue') },
    { path: '/tasks/:taskId', name: 'task', component: () => import('./views/TaskView.vue'), props: true },
    { path: '/scheduled', name: 'Scheduled', component: () => import('./views/ScheduledView.vue') },
    { path: '/dead-letters', name: 'Dead letters', component: () => import('./views/DeadLettersView.vue') },
    { path: '/processors', name: 'Workers', component: () => import('./views/ProcessorsView.vue') },
    { path: '/activity', name: 'Activity', component: () => import('./views/ActivityView.vue') },
    { path: '/submit', name: 'Submit', component: () => import('./views/SubmitView.vue') },
    { path: '/:rest(.*)*', name: 'Not found', component: () => import('./views/NotFoundView.vue') },
  ],
})

// A page that was open while a newer one was installed asks for parts that are gone: it begins anew where it was going.
const RELOADED = 'strand.reloaded'
router.onError((failure: unknown, to) => {
  const isPartGone = failure instanceof Error && /module/i.test(failure.message)
  if (isPartGone && sessionStorage.getItem(RELOADED) !== to.fullPath) {
    sessionStorage.setItem(RELOADED, to.fullPath)
    location.assign(to.fullPath)
  }
})

router.afterEach((to) => {
  const title = to.name === 'task' ? String(to.params.taskId) : String(to.name)
  document.title = `${title} · Strand`
})
