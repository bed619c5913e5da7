import { onMounted, onUnmounted } from 'vue'
import type { Router } from 'vue-router'
import { NAV } from './nav'

export interface KeyActions {
  search: () => void
  help: () => void
  freeze: () => void
  submit: () => void
  escape: () => void
}

const GO_WINDOW_MILLIS = 1_200

/** The page's own keys; they stay quiet while somebody types or a dialog is open. */
export function useKeyboard(router: Router, actions: KeyActions): void {
  let goUntil = 0

  function pressed(event: KeyboardEvent): void {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      actions.search()
      return
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) {
      return
    }
    if (event.timeStamp < goUntil) {
      goUntil = 0
      const item = NAV.find((each) => each.key === event.key)
      if (item !== undefined) {
        event.preventDefault()
        void router.push(item.path)
      }
      return
    }
    single(event)
  }

  function single(event: KeyboardEvent): void {
    switch (event.key) {
      case '/':
        event.preventDefault()
        actions.search()
        break
      case '?':
        actions.help()
        break
      case 'g':
        goUntil = event.timeStamp + GO_WINDOW_MILLIS
        break
      case 'f':
        actions.freeze()
        break
      case 'n':
        actions.submit()
        break
      case 'Escape':
        actions.escape()
        break
      case 'j':
      case 'k':
        moveRow(event.key === 'j' ? 1 : -1)
        break
    }
  }

  onMounted(() => document.addEventListener('keydown', pressed))
  onUnmounted(() => document.removeEventListener('keydown', pressed))
}

function isTyping(target: EventTarget | null): boolean {
  return (
    document.querySelector('.v-overlay--active .v-overlay__scrim') !== null ||
    (target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)))
  )
}

/** Moves the focus between the rows of the list on the page. */
function moveRow(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  if (rows.length === 0) {
    return
  }
  const here = rows.indexOf(document.activeElement as HTMLElement)
  const next = here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))
  rows[next]?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}
