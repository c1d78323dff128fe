import { DATA_TYPES } from '../shared/labels.js'

/** @import { DataType } from '../../../server/api/wire.ts' */

/**
 * Every data type as a list item, each with whether the profile holds it.
 * @param {readonly DataType[]} held
 */
export function listAll(held) {
  return DATA_TYPES.map(([type, label]) => {
    const isHeld = held.includes(type)
    const state = document.createElement('span')
    state.className = 'held-state'
    state.textContent = isHeld ? 'On file' : 'Not on file'
    const item = itemOf(`${label} `)
    item.dataset.held = String(isHeld)
    item.append(state)
    return item
  })
}

/** @param {string} text */
function itemOf(text) {
  const item = document.createElement('li')
  item.textContent = text
  return item
}
