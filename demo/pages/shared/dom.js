/**
 * The first element that `selector` names, known to be a `type`. Throws where the page has none: the page and its
 * script are one thing, so that is a mistake in them.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function one(root, selector, type) {
  const found = root.querySelector(selector)
  if (found instanceof type) return found
  throw new Error(`No ${type.name} at ${selector}`)
}

/**
 * The element that a page's script fills, by the name in its `data-slot`.
 * @param {ParentNode} root
 * @param {string} name
 */
export function slotOf(root, name) {
  return one(root, `[data-slot="${name}"]`, HTMLElement)
}

/**
 * A fresh copy of what is inside the `<template>` of that id.
 * @param {string} id
 */
export function copyOf(id) {
  return document.importNode(one(document, `template#${id}`, HTMLTemplateElement).content, true)
}
