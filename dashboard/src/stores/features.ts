import { defineStore } from 'pinia'
import { reactive } from 'vue'
import type { Problem } from '@/api/problem'

export type Feature =
  | 'errors'
  | 'processors'
  | 'deadLetters'
  | 'audit'
  | 'wall'
  | 'why'
  | 'unpark'
  | 'purge'
  | 'bulk'
  | 'clear'
  | 'types'
  | 'submit'

/** What this server can do. What it answers "not found" to is hidden from then on. */
export const useFeatures = defineStore('features', () => {
  const missing = reactive(new Set<Feature>())

  /** Remembers that the server has no such feature; returns whether that was the reason of the failure. */
  function note(feature: Feature, problem: Problem): boolean {
    if (problem.isUnsupported) {
      missing.add(feature)
      return true
    }
    return false
  }

  function has(feature: Feature): boolean {
    return !missing.has(feature)
  }

  return { note, has }
})
