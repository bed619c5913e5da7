import { describe, expect, it } from 'vitest'
import { curl } from '@/format/curl'
import { compact, count, rate } from '@/format/number'
import { foldStack, shortType } from '@/format/stack'
import { clock, coarse, duration, parseIsoDuration, relative, withLocalTimes } from '@/format/time'

describe('numbers', () => {
  it('are short where they are large', () => {
    expect([0, 999, 4_612, 41_200, 3_400_000].map(compact)).toEqual(['0', '999', '4,612', '41.2k', '3.4M'])
    expect([0.25, 9.96, 12.4].map(rate)).toEqual(['0.3', '10', '12'])
    expect([count(1, 'task'), count(812, 'task')]).toEqual(['1 task', '812 tasks'])
  })
})

describe('times', () => {
  it('are as exact as they are short', () => {
    expect([41, 1_234, 38_000, 252_000, 11_100_000, 187_200_000].map(duration)).toEqual(['41 ms', '1.2 s', '38 s', '4m 12s', '3h 5m', '2d 4h'])
    expect(coarse(-5)).toBe('0 s')
    expect([relative(1_000, 13_000), relative(51_000, 13_000), relative(13_000, 13_400)]).toEqual(['12 s ago', 'in 38 s', 'just now'])
  })

  it('are read as the contract writes them', () => {
    expect(['PT30S', 'PT1M30S', 'P1D', 'PT0.5S'].map(parseIsoDuration)).toEqual([30_000, 90_000, 86_400_000, 500])
    expect(['', '30s', 'PT', 'P'].map(parseIsoDuration)).toEqual([undefined, undefined, undefined, undefined])
  })
})

describe('a curl', () => {
  it('survives quotes', () => {
    expect(curl('POST', 'http://h/api', { a: "it's" })).toBe(
      `curl -s -X POST 'http://h/api' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"a":"it'\\''s"}'`,
    )
  })
})

describe('a stack', () => {
  it('hides the frames of frameworks', () => {
    const stack = 'a.B: no\n\tat a.Client.call(Client.java:8)\n\tat dev.strand.processor.execution.X.run(X.java:1)\n\tat java.base/java.lang.VirtualThread.run(VirtualThread.java:460)\n'
    expect(foldStack(stack)).toEqual({ shown: ['a.B: no', '\tat a.Client.call(Client.java:8)'], hidden: 2 })
    expect(shortType('java.net.http.HttpTimeoutException')).toBe('HttpTimeoutException')
  })
})

describe('withLocalTimes', () => {
  it('shows the times in a sentence of the server as clocks here show them', () => {
    const due = '2026-11-26T16:03:30.286Z'
    const now = Date.parse('2026-11-26T16:03:00Z')
    expect(withLocalTimes(`Attempt 5 of 50 failed; the next one is due at ${due}.`, now)).toBe(
      `Attempt 5 of 50 failed; the next one is due at ${clock(Date.parse(due), now)}.`,
    )
    expect(withLocalTimes('Nothing waits.', now)).toBe('Nothing waits.')
  })
})
