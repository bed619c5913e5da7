import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { api } from '@/api'
import { asProblem } from '@/api/problem'
import type { Me } from '@/api/types'

const EVERYTHING: Me = { name: 'you', roles: ['viewer', 'submitter', 'operator'], authentication: 'none' }

/** Who is looking, and what they may do. A server without access control lets everybody do everything. */
export const useSession = defineStore('session', () => {
  const me = ref<Me>()
  const isSignedOut = ref(false)

  const mayOperate = computed(() => me.value?.roles.includes('operator') ?? false)
  const maySubmit = computed(() => me.value?.roles.includes('submitter') ?? false)
  const isReadOnly = computed(() => me.value !== undefined && !mayOperate.value && !maySubmit.value)

  async function load(): Promise<void> {
    try {
      me.value = await api.me()
      isSignedOut.value = false
    } catch (failure) {
      const problem = asProblem(failure)
      isSignedOut.value = problem.status === 401
      if (problem.isUnsupported) {
        me.value = EVERYTHING
      } else if (problem.status !== 401) {
        setTimeout(() => void load(), 2_000)
      }
    }
  }

  return { me, mayOperate, maySubmit, isReadOnly, isSignedOut, load }
})
