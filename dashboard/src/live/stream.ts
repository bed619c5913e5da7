import { authorization } from '@/api/http'
import { SseParser, type ServerEvent } from './sse'

export interface StreamListener {
  /** The server has answered. */
  opened(): void
  /** Something arrived, if only a heartbeat; the stream can be resumed after this position. */
  heard(position: string): void
  event(event: ServerEvent): void
}

/**
 * Reads one event stream until it ends, fails or is aborted. Read by fetch and not by EventSource, since heartbeats
 * must be noticed and the token must be sent.
 */
export async function readStream(
  url: string,
  lastEventId: string,
  listener: StreamListener,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(url, {
    signal,
    cache: 'no-store',
    headers: {
      Accept: 'text/event-stream',
      ...authorization(),
      ...(lastEventId === '' ? {} : { 'Last-Event-ID': lastEventId }),
    },
  })
  if (!response.ok || response.body === null) {
    throw new Error(`the stream was refused with ${response.status}`)
  }
  listener.opened()
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const parser = new SseParser()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) {
      return
    }
    const events = parser.push(value)
    listener.heard(parser.position)
    events.forEach((event) => listener.event(event))
  }
}
