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

const FOCUS_BACK_MILLIS = 60

/** Asks before what has a consequence. One question at a time. */
export const useConfirm = defineStore('confirm', () => {
  const question = shallowRef<Question>()
  let answer: ((isYes: boolean) => void) | undefined
  /** Where the person was before the question. */
  let asker: HTMLElement | undefined

  function ask(next: Question): Promise<boolean> {
    answer?.(false)
    question.value = next
    asker = document.activeElement instanceof HTMLElement ? document.activeElement : undefined
    return new Promise((resolve) => {
      answer = resolve
    })
  }

  function reply(isYes: boolean): void {
    question.value = undefined
    answer?.(isYes)
    answer = undefined
    const back = asker
    // After the dialog has let go of the focus; what was asked may be gone by then.
    setTimeout(() => back?.isConnected === true && back.focus(), FOCUS_BACK_MILLIS)
  }

  return { question, ask, reply }
})
