import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Question {
  title: string
  /** What will happen, in whole sentences. */
  consequence: string
  /** The verb on the button. */
  verb: string
  isDestructive?: boolean
  /** Must be typed before the button works: for what cannot be undone. */
  typed?: string
}

/** Asks before what has a consequence. One question at a time. */
export const useConfirm = defineStore('confirm', () => {
  const question = shallowRef<Question>()
  let answer: ((isYes: boolean) => void) | undefined

  function ask(next: Question): Promise<boolean> {
    answer?.(false)
    question.value = next
    return new Promise((resolve) => {
      answer = resolve
    })
  }

  function reply(isYes: boolean): void {
    question.value = undefined
    answer?.(isYes)
    answer = undefined
  }

  return { question, ask, reply }
})
