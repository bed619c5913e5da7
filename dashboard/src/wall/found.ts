import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api } from '@/api'
import { asProblem, type Problem } from '@/api/problem'
import type { GroupSummary } from '@/api/types'

const ASK_AFTER_MILLIS = 150

/**
 * Groups whose ids begin with a text, idle ones too: the wall has only those that are busy. Asked a moment after the
 * last key; an answer to an older text is dropped.
 */
export function useFoundGroups(text: () => string, limit: number) {
  const groups = shallowRef<GroupSummary[]>([])
  const hasMore = ref(false)
  const isLooking = ref(false)
  const problem = ref<Problem>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = new AbortController()

  async function look(prefix: string): Promise<void> {
    const mine = new AbortController()
    asked = mine
    try {
      const answer = await api.groups({ prefix, limit }, mine.signal)
      groups.value = answer.groups
      hasMore.value = answer.nextCursor !== undefined
      problem.value = undefined
    } catch (failure) {
      if (!mine.signal.aborted) {
        problem.value = asProblem(failure)
      }
    } finally {
      if (!mine.signal.aborted) {
        isLooking.value = false
      }
    }
  }

  watch(
    text,
    (value) => {
      clearTimeout(timer)
      asked.abort()
      groups.value = groups.value.filter((group) => value !== '' && group.groupId.startsWith(value))
      hasMore.value = false
      problem.value = undefined
      isLooking.value = value !== ''
      if (value !== '') {
        timer = setTimeout(() => void look(value), ASK_AFTER_MILLIS)
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    asked.abort()
  })
  return { groups, hasMore, isLooking, problem }
}
