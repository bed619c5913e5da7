export interface ServerEvent {
  name: string
  data: string
  id: string
}

/** Cuts the text of an event stream into events, whatever the pieces it arrives in. */
export class SseParser {
  private rest = ''
  private name = ''
  private data: string[] = []
  private id = ''
  private nextId = ''

  /** The position after the last whole event; heartbeats move it too. */
  get position(): string {
    return this.id
  }

  /** Takes the next piece; returns the events that it completed. */
  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = []
    const lines = (this.rest + piece).split('\n')
    this.rest = lines.pop() ?? ''
    for (const line of lines) {
      this.line(line.endsWith('\r') ? line.slice(0, -1) : line, events)
    }
    return events
  }

  private line(line: string, events: ServerEvent[]): void {
    if (line === '') {
      this.id = this.nextId
      if (this.data.length > 0) {
        events.push({ name: this.name === '' ? 'message' : this.name, data: this.data.join('\n'), id: this.id })
      }
      this.name = ''
      this.data = []
      return
    }
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') {
      this.data.push(value)
    } else if (field === 'event') {
      this.name = value
    } else if (field === 'id') {
      this.nextId = value
    }
  }
}
