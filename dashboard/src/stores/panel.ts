import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { asProblem, type Problem } from '@/api/problem'
import { useFeatures, type Feature } from './features'
import { useLive } from './live'

export interface Panel<T> {
  data: Ref<T | undefined>
  problem: Ref<Problem | undefined>
  isMissing: Ref<boolean>
  isLoading: Ref<boolean>
  refresh: () => Promise<void>
}

/**
 * What one panel shows: asked for now, every so often, after gaps of the feed and when asked. A failure leaves the last
 * good answer in place and is told beside it. Nothing is asked while the page is frozen or hidden.
 */
export function usePanel<T>(
  ask: () => Promise<T>,
  options: { everyMillis?: number; feature?: Feature; watch?: () => unknown } = {},
): Panel<T> {
  const live = useLive()
  const features = useFeatures()
  const data = shallowRef<T>()
  const problem = ref<Problem>()
  const isLoading = ref(false)
  let asked = 0
  let isDisposed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const isMissing = computed(() => options.feature !== undefined && !features.has(options.feature))

  async function refresh(): Promise<void> {
    const mine = ++asked
    isLoading.value = true
    try {
      const answer = await ask()
      if (mine === asked) {
        data.value = answer
        problem.value = undefined
      }
    } catch (failure) {
      if (mine === asked) {
        const found = asProblem(failure)
        problem.value = options.feature !== undefined && features.note(options.feature, found) ? undefined : found
      }
    } finally {
      if (mine === asked) {
        isLoading.value = false
        plan()
      }
    }
  }

  function plan(): void {
    clearTimeout(timer)
    if (options.everyMillis !== undefined && !isDisposed && !isMissing.value) {
      timer = setTimeout(tick, options.everyMillis)
    }
  }

  function tick(): void {
    if (document.hidden || live.isFrozen) {
      plan()
    } else {
      void refresh()
    }
  }

  if (options.watch !== undefined) {
    watch(options.watch, () => {
      data.value = undefined
      problem.value = undefined
      void refresh()
    })
  }
  const forget = live.onReset(() => void refresh())
  onScopeDispose(() => {
    isDisposed = true
    asked++
    clearTimeout(timer)
    forget()
  })
  void refresh()
  return { data, problem, isMissing, isLoading, refresh }
}
