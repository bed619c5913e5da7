import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** The group in the inspector: part of the address, so that it can be linked to and left by the back button. */
export function useInspect() {
  const route = useRoute()
  const router = useRouter()
  const groupId = computed(() => {
    const value = route.query.inspect
    return typeof value === 'string' && value !== '' ? value : undefined
  })

  function open(id: string): void {
    if (id !== groupId.value) {
      void router.push({ query: { ...route.query, inspect: id } })
    }
  }

  function close(): void {
    const { inspect: _gone, ...rest } = route.query
    void router.push({ query: rest })
  }

  return { groupId, open, close }
}
