import type { Submission } from '@/api/types'
import { parseIsoDuration } from '@/format/time'

/** What stands in the fields, as text. */
export interface SubmitForm {
  type: string
  taskId: string
  groupId: string
  payload: string
  priority: number
  notBefore: string
  timeout: string
  maxAttempts: string
  onFailure: 'CONTINUE' | 'PARK'
  labels: string
}

export const EMPTY_FORM: SubmitForm = {
  type: 'demo',
  taskId: '',
  groupId: 'customer-17',
  payload: '{\n  "sleepMs": 3000,\n  "steps": 10\n}',
  priority: 5,
  notBefore: '',
  timeout: '',
  maxAttempts: '',
  onFailure: 'CONTINUE',
  labels: '',
}

export type Mistakes = Partial<Record<keyof SubmitForm, string>>

const MOST_GROUP_BYTES = 256
const MOST_PAYLOAD_BYTES = 1 << 20
const MOST_LABELS = 16

/** What the server would refuse, told before it is asked. */
export function mistakesOf(form: SubmitForm): Mistakes {
  const found: Mistakes = {}
  if (!/^[A-Za-z0-9._-]{1,128}$/.test(form.type)) {
    found.type = 'One word of letters, digits, dots, dashes and underscores, at most 128'
  }
  if (form.taskId !== '' && !/^[A-Za-z0-9._:-]{1,128}$/.test(form.taskId)) {
    found.taskId = 'Letters, digits and . _ : - only, at most 128; or leave it empty'
  }
  if (new TextEncoder().encode(form.groupId).length > MOST_GROUP_BYTES) {
    found.groupId = `At most ${MOST_GROUP_BYTES} bytes`
  } else if (form.groupId.startsWith('~')) {
    found.groupId = 'Must not begin with ~'
  }
  const payload = payloadMistake(form.payload)
  if (payload !== undefined) {
    found.payload = payload
  }
  if (form.timeout !== '' && (parseIsoDuration(form.timeout) ?? 0) <= 0) {
    found.timeout = 'A duration such as PT30S or PT5M'
  }
  if (form.maxAttempts !== '' && !/^[1-9]\d{0,3}$/.test(form.maxAttempts)) {
    found.maxAttempts = 'A number from 1'
  }
  if (labelsOf(form.labels) === undefined) {
    found.labels = `Pairs such as tenant=acme, separated by commas, at most ${MOST_LABELS}`
  }
  return found
}

function payloadMistake(text: string): string | undefined {
  if (new TextEncoder().encode(text).length > MOST_PAYLOAD_BYTES) {
    return 'At most 1 MiB'
  }
  try {
    if (text.trim() !== '') {
      JSON.parse(text)
    }
    return undefined
  } catch (failure) {
    return `Not JSON yet: ${failure instanceof Error ? failure.message : 'it cannot be read'}`
  }
}

function labelsOf(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {}
  for (const pair of text.split(',').map((each) => each.trim())) {
    if (pair === '') {
      continue
    }
    const at = pair.indexOf('=')
    if (at < 1 || at === pair.length - 1) {
      return undefined
    }
    labels[pair.slice(0, at).trim()] = pair.slice(at + 1).trim()
  }
  return Object.keys(labels).length > MOST_LABELS ? undefined : labels
}

/** The submission; only of a form without mistakes. What is not said is left to the server. */
export function submissionOf(form: SubmitForm): Submission {
  const labels = labelsOf(form.labels) ?? {}
  return {
    type: form.type,
    ...(form.taskId === '' ? {} : { taskId: form.taskId }),
    ...(form.groupId === '' ? {} : { groupId: form.groupId }),
    ...(form.payload.trim() === '' ? {} : { payload: JSON.parse(form.payload) as unknown }),
    ...(form.priority === 5 ? {} : { priority: form.priority }),
    ...(form.notBefore === '' ? {} : { notBefore: new Date(form.notBefore).toISOString() }),
    ...(form.timeout === '' ? {} : { timeout: form.timeout }),
    ...(form.maxAttempts === '' ? {} : { retry: { maxAttempts: Number(form.maxAttempts) } }),
    ...(form.onFailure === 'CONTINUE' ? {} : { onFailure: form.onFailure }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  }
}

const FIELDS: Record<string, keyof SubmitForm> = {
  type: 'type',
  taskId: 'taskId',
  groupId: 'groupId',
  payload: 'payload',
  priority: 'priority',
  notBefore: 'notBefore',
  timeout: 'timeout',
  retry: 'maxAttempts',
  onFailure: 'onFailure',
  labels: 'labels',
}

/** Puts the server's remarks beside the fields that they are about. */
export function mistakesFrom(errors: { pointer: string; message: string }[]): Mistakes {
  const found: Mistakes = {}
  for (const error of errors) {
    const field = FIELDS[error.pointer.replace(/^[#/]+/, '').split(/[/.]/)[0] ?? '']
    if (field !== undefined) {
      found[field] = error.message
    }
  }
  return found
}
