import { describe, expect, it } from 'vitest'
import { EMPTY_FORM, mistakesFrom, mistakesOf, submissionOf } from '@/submit/form'

describe('the form', () => {
  it('begins without a mistake', () => {
    expect(mistakesOf(EMPTY_FORM)).toEqual({})
    expect(submissionOf(EMPTY_FORM)).toEqual({ type: 'demo', groupId: 'customer-17', payload: { sleepMs: 3000, steps: 10 } })
  })

  it('tells what the server would refuse', () => {
    const form = { ...EMPTY_FORM, type: 'no spaces', taskId: 'a b', groupId: '~all', payload: '{', timeout: '5 minutes', maxAttempts: '0', labels: 'acme' }
    expect(Object.keys(mistakesOf(form)).sort()).toEqual(['groupId', 'labels', 'maxAttempts', 'payload', 'taskId', 'timeout', 'type'])
    expect(mistakesOf({ ...EMPTY_FORM, groupId: 'ü'.repeat(129) }).groupId).toBeDefined()
  })

  it('says only what was said', () => {
    const form = { ...EMPTY_FORM, labels: 'tenant=acme, region = eu', maxAttempts: '3', onFailure: 'PARK' as const, priority: 9 }
    expect(submissionOf(form)).toMatchObject({ labels: { tenant: 'acme', region: 'eu' }, retry: { maxAttempts: 3 }, onFailure: 'PARK', priority: 9 })
    expect(submissionOf(form)).not.toHaveProperty('timeout')
  })

  it('puts the remarks of the server beside their fields', () => {
    expect(mistakesFrom([{ pointer: '/retry/maxAttempts', message: 'too many' }, { pointer: '#/groupId', message: 'reserved' }])).toEqual({ maxAttempts: 'too many', groupId: 'reserved' })
  })
})
