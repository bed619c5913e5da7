import { defineStore } from 'pinia'
import { ref } from 'vue'
import { asProblem } from '@/api/problem'

export interface Toast {
  id: number
  tone: 'ok' | 'bad'
  text: string
  detail?: string
}

const SHORT_MILLIS = 5_000
const LONG_MILLIS = 12_000

/** What has just happened because of something that a person did. */
export const useToasts = defineStore('toasts', () => {
  const all = ref<Toast[]>([])
  let nextId = 1

  function add(toast: Omit<Toast, 'id'>): void {
    const id = nextId++
    all.value = [...all.value.slice(-3), { ...toast, id }]
    setTimeout(() => dismiss(id), toast.tone === 'ok' ? SHORT_MILLIS : LONG_MILLIS)
  }

  function dismiss(id: number): void {
    all.value = all.value.filter((toast) => toast.id !== id)
  }

  function done(text: string, detail?: string): void {
    add({ tone: 'ok', text, detail })
  }

  function failed(text: string, failure: unknown): void {
    add({ tone: 'bad', text, detail: asProblem(failure).sentence })
  }

  return { all, dismiss, done, failed }
})
