import { describe, expect, it } from 'vitest'
import { SseParser } from '@/live/sse'

describe('the event stream', () => {
  it('is read the same in whatever pieces it comes', () => {
    const text = 'id: 7\nevent: tasks\ndata: {"a":\ndata: 1}\n\n: heartbeat\n\nevent: reset\r\ndata: {}\r\n\r\n'
    for (let size = 1; size <= text.length; size++) {
      const parser = new SseParser()
      const events = []
      for (let at = 0; at < text.length; at += size) {
        events.push(...parser.push(text.slice(at, at + size)))
      }
      expect(events).toEqual([
        { name: 'tasks', data: '{"a":\n1}', id: '7' },
        { name: 'reset', data: '{}', id: '7' },
      ])
    }
  })

  it('can be resumed after the last whole event, not in the middle of one', () => {
    const parser = new SseParser()
    parser.push('id: 7\ndata: {}\n\nid: 8\ndata: {"ta')
    expect(parser.position).toBe('7')
    parser.push('sks":[]}\n\nid: 9\n: heartbeat\n\n')
    expect(parser.position).toBe('9')
  })
})
