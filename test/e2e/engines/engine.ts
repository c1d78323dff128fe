/** A browser of one engine, as far as a walk needs it, whatever drives it. */
export interface Engine {
  openWindow(): Promise<EngineWindow>
  close(): Promise<void>
}

/** One window. What is to be run or pressed in its page comes as a JavaScript expression: see `call`. */
export interface EngineWindow {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** The value of an expression, which must be plain data. */
  evaluate(expression: string): Promise<unknown>
  /** Clicks the element that the expression gives, as a mouse does; throws where it gives none. */
  click(expression: string): Promise<void>
  press(key: Key): Promise<void>
  /** Chooses a file for the input that the expression gives. */
  choose(expression: string, path: string): Promise<void>
  /** The window that opens by that action. */
  opened(action: () => Promise<void>): Promise<EngineWindow>
  close(): Promise<void>
}

export type Key = 'Tab' | 'Enter' | 'Space' | 'Escape'

/** A function of the page, called with plain data, as an expression. */
export const call = <Args extends readonly unknown[]>(
  run: (...args: Args) => unknown,
  ...args: Args
): string => `(${run})(...${JSON.stringify(args)})`
