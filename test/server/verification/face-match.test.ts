import { describe, expect, it } from 'vitest'
import { matchOf } from '../../../server/verification/face-match.ts'
import { faceWith, reportOf } from './faces.ts'

const good = reportOf(faceWith())
const match = (distance: number | null, one = good, other = good) =>
  matchOf('selfie_id_comparison', { distance, one, other })

describe('the comparison of a selfie with a portrait', () => {
  it.each([
    [0, 'passed', []],
    [0.499, 'passed', []],
    [0.5, 'failed', ['low_confidence_match']],
    [0.599, 'failed', ['low_confidence_match']],
    [0.6, 'failed', ['different_people']],
  ])('at a distance of %d is %s', (distance, status, reasons) => {
    expect(match(distance)).toMatchObject({ status, reasons, metadata: { distance, limit: 0.5 } })
  })

  it('does not apply without two faces', () => {
    expect(match(null, reportOf())).toMatchObject({ status: 'not_applicable', reasons: ['no_face'] })
    expect(match(null, good, reportOf())).toMatchObject({
      status: 'not_applicable',
      reasons: ['portrait_not_found'],
    })
  })

  it('calls the other picture what it is', () => {
    const said = matchOf(
      'selfie_account_comparison',
      { distance: null, one: good, other: reportOf() },
      'account_selfie',
    )
    expect(said.reasons).toEqual(['account_selfie_not_found'])
  })

  // Guarantee: no face that the recogniser was not trained for is taken for somebody's, however near.
  it.each([
    ['small', { size: 99 }],
    ['blurred', { sharpness: 14 }],
    ['dark', { brightness: 34 }],
    ['bright', { brightness: 236 }],
    ['turned to the left', { pose: { turn: -0.46, nod: 0, roll: 0 } }],
    ['turned to the right', { pose: { turn: 0.46, nod: 0, roll: 0 } }],
    ['looking up', { pose: { turn: 0, nod: -0.26, roll: 0 } }],
    ['leaning', { pose: { turn: 0, nod: 0, roll: 31 } }],
  ])('does not apply to a face that is %s', (_, different) => {
    const weak = reportOf(faceWith(different))
    expect(match(0.1, weak)).toMatchObject({ status: 'not_applicable', reasons: ['selfie_not_comparable'] })
    expect(
      matchOf('selfie_account_comparison', { distance: 0.1, one: good, other: weak }, 'account_selfie'),
    ).toMatchObject({
      status: 'not_applicable',
      reasons: ['account_selfie_not_comparable'],
    })
    const weakPrint = reportOf(faceWith({ ...different, ...('sharpness' in different && { sharpness: 7 }) }))
    expect(match(0.1, good, weakPrint)).toMatchObject({
      status: 'not_applicable',
      reasons: ['portrait_not_comparable'],
    })
  })

  // Print is never as sharp as a photo, and is told apart all the same.
  it('applies to a portrait that is less sharp than a selfie may be', () => {
    expect(match(0.1, good, reportOf(faceWith({ sharpness: 8 })))).toMatchObject({ status: 'passed' })
  })

  it('does not apply to a selfie of two people, but to a card with a second, smaller portrait', () => {
    const two = reportOf(faceWith(), faceWith({ size: 168 }))
    expect(match(0.1, two)).toMatchObject({ status: 'not_applicable', reasons: ['several_faces'] })
    const passerBy = reportOf(faceWith(), faceWith({ size: 167 }))
    expect(match(0.1, passerBy, two)).toMatchObject({ status: 'passed' })
  })
})
