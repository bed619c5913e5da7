import type { TaskSummary } from '@/api/types'
import type { ServerEvent } from './sse'
import { readStream } from './stream'

export interface FeedListener {
  /** Tasks that changed, each in its latest state. */
  tasks(tasks: TaskSummary[], bytes: number): void
  /** Updates were lost: everything must be read again. */
  reset(): void
  /** A sign of life. */
  heard(): void
  /** Whether there is a connection now. */
  connected(isConnected: boolean): void
}

type Message =
  | { kind: 'event'; event: ServerEvent }
  | { kind: 'heard' }
  | { kind: 'connected'; is: boolean }
  | { kind: 'hello' }

const LOCK = 'strand.live'
const CHANNEL = 'strand.live'
const FIRST_DELAY_MILLIS = 250
const LONGEST_DELAY_MILLIS = 5_000
const HEARD_EVERY_MILLIS = 500

/**
 * The live feed of this browser. One tab leads and reads the stream; the others hear it from that tab. Where the
 * browser has no locks (plain HTTP on another host), each tab reads for itself.
 */
export class Feed {
  private readonly channel: BroadcastChannel | undefined
  private readonly stop = new AbortController()
  private position = ''
  private isLeader = false
  private isConnected = false
  private lastHeard = 0

  constructor(
    private readonly url: string,
    private readonly listener: FeedListener,
  ) {
    this.channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL)
  }

  start(): void {
    if (this.channel === undefined || !('locks' in navigator) || navigator.locks === undefined) {
      void this.lead()
      return
    }
    this.channel.onmessage = (message: MessageEvent<Message>) => this.told(message.data)
    navigator.locks
      .request(LOCK, { signal: this.stop.signal }, () => this.lead())
      .catch(() => {
        // Aborted while it waited for its turn.
      })
    this.channel.postMessage({ kind: 'hello' } satisfies Message)
  }

  close(): void {
    this.stop.abort()
    this.channel?.close()
  }

  private told(message: Message): void {
    if (message.kind === 'hello') {
      if (this.isLeader) {
        this.channel?.postMessage({ kind: 'connected', is: this.isConnected } satisfies Message)
      }
      return
    }
    if (this.isLeader) {
      return
    }
    if (message.kind === 'connected') {
      this.listener.connected(message.is)
      if (message.is) {
        this.listener.heard()
      }
    } else {
      this.listener.heard()
      if (message.kind === 'event') {
        this.apply(message.event)
      }
    }
  }

  private async lead(): Promise<void> {
    this.isLeader = true
    let delay = FIRST_DELAY_MILLIS
    while (!this.stop.signal.aborted) {
      try {
        await this.readOnce(() => (delay = FIRST_DELAY_MILLIS))
      } catch {
        // Told below; the next try may do.
      }
      this.connection(false)
      await pause(delay, this.stop.signal)
      delay = Math.min(LONGEST_DELAY_MILLIS, delay * 2)
    }
  }

  private readOnce(whenOpen: () => void): Promise<void> {
    return readStream(
      this.url,
      this.position,
      {
        opened: () => {
          whenOpen()
          this.connection(true)
          if (this.position === '') {
            this.listener.reset()
          }
        },
        heard: (position) => {
          this.position = position === '' ? this.position : position
          this.heard()
        },
        event: (event) => {
          this.channel?.postMessage({ kind: 'event', event } satisfies Message)
          this.apply(event)
        },
      },
      this.stop.signal,
    )
  }

  private heard(): void {
    this.listener.heard()
    const now = performance.now()
    if (now - this.lastHeard > HEARD_EVERY_MILLIS) {
      this.lastHeard = now
      this.channel?.postMessage({ kind: 'heard' } satisfies Message)
    }
  }

  private connection(is: boolean): void {
    this.isConnected = is
    this.listener.connected(is)
    this.channel?.postMessage({ kind: 'connected', is } satisfies Message)
  }

  private apply(event: ServerEvent): void {
    if (event.id !== '') {
      this.position = event.id
    }
    if (event.name === 'reset') {
      this.listener.reset()
    } else if (event.name === 'tasks') {
      const frame = JSON.parse(event.data) as { tasks: TaskSummary[] }
      this.listener.tasks(frame.tasks, event.data.length)
    }
  }
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
