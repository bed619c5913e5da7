import { describe, expect, it } from 'vitest'
import type { TaskSummary } from '@/api/types'
import { admits, fromQuery, fromText, toBulk, toQuery, toText } from '@/tasks/filter'

describe('the filter of a list', () => {
  it('is the same in the address and in the text', () => {
    const { filter, mistakes, words } = fromText('status:failed,retrying type:email group:"customer 17" label.tenant:acme')
    expect(mistakes).toEqual([])
    expect(words).toEqual([])
    expect(toQuery(filter)).toEqual({ status: 'RETRYING,FAILED', type: 'email', group: 'customer 17', 'label.tenant': 'acme' })
    expect(fromText(toText(filter)).filter).toEqual(filter)
    expect(fromQuery(toQuery(filter))).toEqual(filter)
  })

  it('tells what it does not know', () => {
    expect(fromText('status:broken').mistakes[0]).toContain('“broken” is no state')
    expect(fromText('colour:red').mistakes[0]).toContain('colour: is not known')
  })

  it('leaves words without a name to be looked up as ids', () => {
    expect(fromText('inv-17 type:email').words).toEqual(['inv-17'])
  })

  it('admits what the server would list', () => {
    const { filter } = fromText('status:failed label.tenant:acme')
    const task = { status: 'FAILED', labels: { tenant: 'acme' } } as unknown as TaskSummary
    expect(admits(filter, task)).toBe(true)
    expect(admits(filter, { ...task, status: 'QUEUED' })).toBe(false)
    expect(admits(filter, { ...task, labels: {} })).toBe(false)
  })

  it('says in a bulk request only what was asked for', () => {
    expect(toBulk(fromText('status:failed label.tenant:acme').filter)).toEqual({ status: ['FAILED'], label: { tenant: 'acme' } })
  })

  it('says in a bulk request that all are meant where nothing is filtered', () => {
    expect(toBulk(fromText('').filter)).toEqual({ all: true })
  })
})
