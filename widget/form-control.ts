/**
 * An element that takes part in a form, as a native control does: by name and value, `required` with a message, `disabled`.
 * https://html.spec.whatwg.org/multipage/custom-elements.html#form-associated-custom-elements
 */
export abstract class FormControl extends (globalThis.HTMLElement ?? Object) {
  static readonly formAssociated = true

  readonly #internals = this.attachInternals()
  #value: string | null = null

  /** What is said where a value is required and there is none, and which part of the element says it. */
  protected abstract get missingValue(): { message: string; anchor: HTMLElement | undefined }

  /** The name under which the value is submitted. It is reflected: a form reads the attribute. */
  get name(): string {
    return this.getAttribute('name') ?? ''
  }

  set name(name: string) {
    this.setAttribute('name', name)
  }

  /** Whether a form is invalid without a value. */
  get required(): boolean {
    return this.hasAttribute('required')
  }

  set required(required: boolean) {
    this.toggleAttribute('required', required)
  }

  /** Whether the element, or the fieldset that it is in, is out of use: nothing in it can be pressed or is submitted. */
  get disabled(): boolean {
    return this.matches(':disabled')
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled)
  }

  /** What a form submits; empty while there is nothing. */
  get value(): string {
    return this.#value ?? ''
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form
  }

  get validity(): ValidityState {
    return this.#internals.validity
  }

  get validationMessage(): string {
    return this.#internals.validationMessage
  }

  get willValidate(): boolean {
    return this.#internals.willValidate
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity()
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity()
  }

  /** The browser brings back what it had kept of a form that the person has left and come back to. */
  formStateRestoreCallback(value: unknown): void {
    if (typeof value === 'string') this.setValue(value)
  }

  /** What the element can be styled by, as `:state(…)`. */
  protected get states(): CustomStateSet {
    return this.#internals.states
  }

  protected setValue(value: string | null): void {
    this.#value = value
    this.#internals.setFormValue(value)
    this.validate()
  }

  protected validate(): void {
    const { message, anchor } = this.missingValue
    this.#internals.setValidity({ valueMissing: this.required && !this.#value }, message, anchor)
  }
}
