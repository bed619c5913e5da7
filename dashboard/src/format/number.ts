/** 999 -> "999", 41200 -> "41.2k", 3400000 -> "3.4M". */
export function compact(value: number): string {
  const size = Math.abs(value)
  if (size < 10_000) {
    return grouped(value)
  }
  if (size < 1_000_000) {
    return `${trimmed(value / 1_000)}k`
  }
  if (size < 1_000_000_000) {
    return `${trimmed(value / 1_000_000)}M`
  }
  return `${trimmed(value / 1_000_000_000)}G`
}

/** 4612 -> "4,612". */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** A rate per second: small ones keep a decimal. */
export function rate(value: number): string {
  return value > 0 && value < 10 ? trimmed(value) : compact(value)
}

/** "1 task", "812 tasks". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${value === 1 ? one : many}`
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '')
}
