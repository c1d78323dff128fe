import type { FieldInput } from '../../server/api/wire.ts'
import type { Problem } from './problem.ts'
import type { Refusal } from './transport.ts'
import type { CollectWords } from './words/words.ts'

interface Surroundings {
  /** Sends what was typed. */
  give(text: string): Promise<Refusal | null>
  changed(): void
}

/** One field: what the person types is checked by the browser, and sent when they go on to the next. */
export class Field {
  input: FieldInput
  problem: Problem = null
  /** What was typed or chosen last: a list that is drawn in another order keeps the choice. */
  text = ''
  /** Given before this page was loaded: what it was is not told, so that it is shown as given until it is changed. */
  saved: boolean
  given: boolean
  readonly #outside: Surroundings

  constructor(input: FieldInput, outside: Surroundings) {
    this.input = input
    this.saved = input.given
    this.given = input.given
    this.#outside = outside
  }

  /** Checks what the control holds and, where it is right, gives it. */
  async commit(control: HTMLInputElement | HTMLSelectElement): Promise<void> {
    const text = control.value.trim()
    if (text === '' || !control.checkValidity()) {
      return this.#show(words => this.#wrong(words) ?? words.wrong.text)
    }
    this.text = text
    this.#show(null)
    const refusal = await this.#outside.give(text)
    this.given = refusal === null
    this.#show(
      refusal && (words => (refusal === 'failed' ? words.failed : (this.#wrong(words) ?? words.refused))),
    )
  }

  change(): void {
    this.saved = false
    this.#outside.changed()
  }

  /** What is wrong with a text of this type, where there is a word for that. */
  #wrong({ wrong }: CollectWords): string | undefined {
    const byType: Readonly<Record<string, string>> = wrong
    return byType[this.input.type]
  }

  #show(problem: Problem): void {
    this.problem = problem
    this.#outside.changed()
  }
}
