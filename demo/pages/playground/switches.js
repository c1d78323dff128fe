/** @param {HTMLFormElement} form */
export function switchesOf(form) {
  // What a browser has kept of an earlier visit is not what the address says.
  form.reset()
  const usual = new URLSearchParams(entriesOf(form))

  return {
    /** What all switches say, each by its name. */
    all: () => new URLSearchParams(entriesOf(form)),

    /** The same without what is as it is at first: short enough for an address. */
    changed: () => new URLSearchParams(entriesOf(form).filter(([name, value]) => usual.get(name) !== value)),

    /**
     * Sets every switch to what an address says, or to what it is at first where that says nothing, or nothing that
     * there is.
     * @param {URLSearchParams} state
     */
    restore(state) {
      form.reset()
      for (const [name, value] of state) {
        const control = form.elements.namedItem(name)
        if (control instanceof HTMLInputElement) control.value = value
        else if (control instanceof HTMLSelectElement) choose(control, value)
        else if (control instanceof RadioNodeList) {
          for (const radio of control) {
            if (radio instanceof HTMLInputElement && radio.value === value) radio.checked = true
          }
        }
      }
    },
  }
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function choose(select, value) {
  const option = [...select.options].find(one => one.value === value)
  if (option) option.selected = true
}

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
const entriesOf = form => [...new FormData(form)].map(([name, value]) => [name, String(value)])
