import type { CodeInput, CodeRefusal } from '../../server/api/wire.ts'
import type { Problem } from './problem.ts'
import type { CodePath } from './transport.ts'
import type { CodeWords } from './words/words.ts'

interface Surroundings {
  /** Asks for a code, or says which arrived; tells why not where that was refused. */
  post(path: CodePath, attributes: object): Promise<CodeRefusal | 'failed' | null>
  changed(): void
  signal: AbortSignal
}

/** The longest pause that is counted down, in seconds: a clock that is wrong keeps nobody waiting longer. */
const WAIT_MAX = 60

/** What is said of each refusal; for the others there is nothing to do but to ask for another code. */
const WORDS: Readonly<Partial<Record<CodeRefusal, keyof CodeWords & ('wrong' | 'wait' | 'none')>>> = {
  code_wrong: 'wrong',
  code_sent_recently: 'wait',
  code_sends_exhausted: 'none',
}

/** One address that the person confirms by a code that is sent there. */
export class Code {
  input: CodeInput
  problem: Problem = null
  readonly #outside: Surroundings
  #tried = ''
  #busy = false
  #tick = 0

  constructor(input: CodeInput, outside: Surroundings) {
    this.input = input
    this.#outside = outside
    outside.signal.addEventListener('abort', () => clearTimeout(this.#tick))
    this.#count()
  }

  /** Whether a code has been sent that can be tried. */
  get sent(): boolean {
    return this.input['attempts-left'] > 0
  }

  /** Seconds until another code can be asked for. */
  get wait(): number {
    const at = this.input['resend-at']
    const seconds = at === null ? 0 : Math.ceil((Date.parse(at) - Date.now()) / 1000)
    return Math.max(0, Math.min(seconds, WAIT_MAX))
  }

  /** What the server says of it now. */
  take(input: CodeInput): void {
    this.input = input
    this.#count()
  }

  async send(): Promise<void> {
    if (this.wait > 0) return
    this.#tried = ''
    await this.#post('codes', {})
  }

  /** The person types, pastes, or lets the browser fill the code in; the sixth digit sends it. */
  async typed(control: HTMLInputElement, done: boolean): Promise<void> {
    const code = control.value.normalize('NFKC').replace(/[\s-]/g, '')
    if (!/^[0-9]{6}$/.test(code)) {
      if (done && code !== '') this.#show('code_wrong')
      return
    }
    if (code === this.#tried) return
    this.#tried = code
    await this.#post('codes/confirm', { code })
  }

  async #post(path: CodePath, more: object): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    this.problem = null
    const refusal = await this.#outside.post(path, { kind: this.input.name, ...more })
    this.#busy = false
    if (refusal === 'failed') this.#tried = ''
    const isSpent = refusal === 'code_expired' || refusal === 'code_attempts_exhausted'
    if (isSpent || refusal === 'code_not_sent') this.input = { ...this.input, 'attempts-left': 0 }
    this.#show(refusal)
  }

  #show(refusal: CodeRefusal | 'failed' | null): void {
    this.problem =
      refusal && (words => (refusal === 'failed' ? words.failed : words.code[WORDS[refusal] ?? 'over']))
    this.#outside.changed()
  }

  #count(): void {
    clearTimeout(this.#tick)
    if (this.wait === 0 || this.input.given) return
    this.#tick = window.setTimeout(() => {
      this.#count()
      this.#outside.changed()
    }, 1000)
  }
}
