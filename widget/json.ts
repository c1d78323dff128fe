/**
 * The JSON of a value as it is, whatever a page has taught its arrays or objects to say of themselves: Prototype.js 1.6
 * gives them a `toJSON`, which `JSON.stringify` would ask. A replacer has the last word (ECMA-262, section 25.5.2.2).
 */
export const jsonOf = (value: object): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key) {
    return this[key]
  })
