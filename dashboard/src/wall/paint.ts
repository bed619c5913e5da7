import type { GroupLook } from '@/format/states'
import { lookOf } from './order'
import type { Cell } from './world'

export interface Palette {
  bad: string
  warn: string
  pause: string
  panel: string
  text: string
  idle: string
  /** From shallow to deep queues. */
  ramp: string[]
}

export interface Grid {
  columns: number
  /** From one cell to the next, in CSS pixels. */
  pitch: number
  rows: number
}

const RAMP_STEPS = 12
const LARGEST_PITCH = 30
const SMALLEST_PITCH = 7
const LIKED_ROWS = 14

/** The largest cells with which all of them fit into a liked height; with very many, the smallest that can be hit. */
export function gridOf(cells: number, width: number): Grid {
  let pitch = LARGEST_PITCH
  while (pitch > SMALLEST_PITCH && Math.ceil(cells / Math.floor(width / pitch)) > LIKED_ROWS) {
    pitch--
  }
  const columns = Math.max(1, Math.floor(width / pitch))
  return { columns, pitch, rows: Math.max(1, Math.ceil(cells / columns)) }
}

/** Colours as the style sheet has them at this element: a canvas knows no variables. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const color = (name: string): string => style.getPropertyValue(name).trim()
  if (matchMedia('(forced-colors: active)').matches) {
    return {
      bad: 'Highlight',
      warn: 'LinkText',
      pause: 'GrayText',
      panel: 'Canvas',
      text: 'CanvasText',
      idle: 'GrayText',
      ramp: Array.from({ length: RAMP_STEPS }, () => 'CanvasText'),
    }
  }
  return {
    bad: color('--bad'),
    warn: color('--warn'),
    pause: color('--pause'),
    panel: color('--panel'),
    text: color('--text'),
    idle: color('--cell-idle'),
    ramp: ramp(color('--cell-low'), color('--cell-high')),
  }
}

function ramp(low: string, high: string): string[] {
  const [a, b] = [channels(low), channels(high)]
  return Array.from({ length: RAMP_STEPS }, (_, step) => {
    const share = step / (RAMP_STEPS - 1)
    return `rgb(${a.map((from, i) => Math.round(from + (b[i]! - from) * share)).join(' ')})`
  })
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16))
}

/** Which step of the ramp a queue of this depth has: 1 is the first, a thousand and more the last. */
export function rampStep(depth: number): number {
  return Math.min(RAMP_STEPS - 1, Math.floor((Math.log10(Math.max(1, depth)) / 3) * RAMP_STEPS))
}

/** What a cell looks like, as a small number: equal numbers look equal, so nothing needs to be drawn again. */
export function inkOf(cell: Cell, now: number): number {
  const look = lookOf(cell, now)
  return INKS[look] ?? 16 + rampStep(cell.depth)
}

const INKS: Partial<Record<GroupLook, number>> = { PARKED: 1, BLOCKED: 2, RETRYING: 3, PAUSED: 4, IDLE: 5 }

/** Draws one cell over whatever was there. Every kind of trouble has a shape as well as a colour. */
export function drawCell(
  context: CanvasRenderingContext2D,
  ink: number,
  palette: Palette,
  x: number,
  y: number,
  pitch: number,
): void {
  const gap = pitch >= 12 ? 2 : 1
  const size = pitch - gap
  context.fillStyle = palette.panel
  context.fillRect(x, y, pitch, pitch)
  context.fillStyle = colorOf(ink, palette)
  context.fillRect(x, y, size, size)
  const inner = Math.max(2, Math.round(size * 0.36))
  const offset = (size - inner) / 2
  if (ink === 1) {
    context.fillStyle = palette.panel
    context.fillRect(x + offset, y + offset, inner, inner)
  } else if (ink === 2) {
    context.fillStyle = palette.panel
    context.fillRect(x + offset, y + size / 2 - 1, inner, 2)
  } else if (ink === 3) {
    context.fillStyle = palette.panel
    context.beginPath()
    context.moveTo(x + size - inner, y)
    context.lineTo(x + size, y)
    context.lineTo(x + size, y + inner)
    context.fill()
  } else if (ink === 4) {
    context.fillStyle = palette.panel
    const bar = Math.max(1, Math.round(size / 7))
    context.fillRect(x + size / 2 - bar * 1.5, y + offset, bar, inner)
    context.fillRect(x + size / 2 + bar * 0.5, y + offset, bar, inner)
  }
}

function colorOf(ink: number, palette: Palette): string {
  switch (ink) {
    case 1:
    case 2:
      return palette.bad
    case 3:
      return palette.warn
    case 4:
      return palette.pause
    case 5:
      return palette.idle
    default:
      return palette.ramp[ink - 16] ?? palette.idle
  }
}
