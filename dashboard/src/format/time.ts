const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "41 ms", "1.2 s", "38 s", "4m 12s", "3h 5m", "2d 4h". Never negative. */
export function duration(millis: number): string {
  const size = Math.max(0, millis)
  if (size < SECOND) {
    return `${Math.round(size)} ms`
  }
  if (size < 10 * SECOND) {
    return `${(Math.floor(size / 100) / 10).toFixed(1)} s`
  }
  return coarse(size)
}

/** Like duration, without anything smaller than a second: what counts up on the screen must not flicker. */
export function coarse(millis: number): string {
  const size = Math.max(0, millis)
  if (size < MINUTE) {
    return `${Math.floor(size / SECOND)} s`
  }
  if (size < HOUR) {
    return pair(size, MINUTE, 'm', SECOND, 's')
  }
  if (size < DAY) {
    return pair(size, HOUR, 'h', MINUTE, 'm')
  }
  return pair(size, DAY, 'd', HOUR, 'h')
}

function pair(size: number, big: number, bigUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((size % big) / small)
  return `${Math.floor(size / big)}${bigUnit}${rest === 0 ? '' : ` ${rest}${smallUnit}`}`
}

/** Milliseconds since the epoch of an RFC 3339 time, or undefined. */
export function at(time: string | undefined | null): number | undefined {
  if (time === undefined || time === null) {
    return undefined
  }
  const millis = Date.parse(time)
  return Number.isNaN(millis) ? undefined : millis
}

/** "just now", "12 s ago", "in 38 s". */
export function relative(millis: number, now: number): string {
  const distance = now - millis
  if (Math.abs(distance) < SECOND) {
    return 'just now'
  }
  return distance > 0 ? `${coarse(distance)} ago` : `in ${coarse(-distance + SECOND - 1)}`
}

/** Local wall-clock time; with the date where it is not today. */
export function clock(millis: number, now: number = Date.now()): string {
  const when = new Date(millis)
  const time = when.toLocaleTimeString('en-GB')
  return when.toDateString() === new Date(now).toDateString()
    ? time
    : `${when.toLocaleDateString('en-CA')} ${time}`
}

/** A text of the server with the times in it as local wall-clock times. */
export function withLocalTimes(text: string, now: number = Date.now()): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g, (time) => clock(Date.parse(time), now))
}

/** ISO-8601 durations of the contract ("PT1M30S", "P1D") in milliseconds, or undefined. */
export function parseIsoDuration(text: string): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text.trim())
  if (match === null || /^PT?$/.test(text.trim())) {
    return undefined
  }
  const [, days, hours, minutes, seconds] = match
  return (
    Number(days ?? 0) * DAY + Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE + Number(seconds ?? 0) * SECOND
  )
}
