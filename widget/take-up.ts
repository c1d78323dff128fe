/**
 * Sets anew what a page has set on an element before it was defined: it lies on the element itself, where no setter hears
 * of it. To be called at the end of a constructor, whose class has no public fields.
 */
export function takeUp(element: HTMLElement): void {
  const early = { ...element }
  for (const name in early) Reflect.deleteProperty(element, name)
  Object.assign(element, early)
}
