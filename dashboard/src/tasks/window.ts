import { computed, onMounted, onUnmounted, ref, type Ref } from 'vue'

const MARGIN_ROWS = 12

/** Which rows of a long table to render: those on the screen and a few around them. */
export function useRowWindow(anchor: Ref<HTMLElement | undefined>, size: () => number, rowHeight: number) {
  const first = ref(0)
  const last = ref(60)
  let scroller: HTMLElement | null = null

  function measure(): void {
    if (anchor.value === undefined || scroller === null) {
      return
    }
    const offset = scroller.getBoundingClientRect().top - anchor.value.getBoundingClientRect().top
    first.value = Math.max(0, Math.floor(offset / rowHeight) - MARGIN_ROWS)
    last.value = Math.ceil((offset + scroller.clientHeight) / rowHeight) + MARGIN_ROWS
  }

  onMounted(() => {
    scroller = document.querySelector('.main')
    scroller?.addEventListener('scroll', measure, { passive: true })
    window.addEventListener('resize', measure)
    measure()
  })
  onUnmounted(() => {
    scroller?.removeEventListener('scroll', measure)
    window.removeEventListener('resize', measure)
  })

  const from = computed(() => Math.min(first.value, Math.max(0, size() - 1)))
  const to = computed(() => Math.min(size(), Math.max(last.value, from.value + 1)))
  const before = computed(() => from.value * rowHeight)
  const after = computed(() => Math.max(0, size() - to.value) * rowHeight)
  return { from, to, before, after, measure }
}
