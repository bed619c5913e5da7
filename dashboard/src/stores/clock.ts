import { ref } from 'vue'

/** The time, in milliseconds since the epoch, once a second: what counts up or down on the screen reads this. */
export const now = ref(Date.now())

let timer: ReturnType<typeof setInterval> | undefined

/** Starts the clock; again is nothing. */
export function startClock(): void {
  timer ??= setInterval(() => {
    now.value = Date.now()
  }, 1_000)
}
