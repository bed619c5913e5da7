import { ref } from 'vue'

export type Theme = 'dark' | 'light'

const KEY = 'strand.theme'

/** The theme in use; public/theme.js has set it before the first paint. */
export const theme = ref<Theme>(document.documentElement.dataset.theme === 'light' ? 'light' : 'dark')

export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark'
  document.documentElement.dataset.theme = theme.value
  try {
    localStorage.setItem(KEY, theme.value)
  } catch {
    // Not kept for the next visit, then.
  }
}
