import type { AsyncCommand } from 'fast-check'
import type { Answer } from '../../harness.ts'
import { type Real, wrongRecords, wrongStates } from './real.ts'
import type { World } from './world.ts'

/** What a command is at one point of a run. */
export interface Plan {
  call(): Promise<Answer>
  /** What becomes of the model where the server has to accept; undefined where it has to refuse. */
  change: (() => void) | undefined
  /** Keeps what an accepted answer tells, and says what is wrong with it. */
  keep?(answer: Answer): Promise<readonly string[]> | readonly string[]
}

/** The statuses by which the server refuses what was asked for. */
const REFUSALS: readonly number[] = [403, 404, 409, 422]

/** One command of a run: the model says what has to come of it, the server is asked, and both are compared. */
export class Step implements AsyncCommand<World, Real> {
  readonly #name: string
  readonly #needs: (world: World) => boolean
  readonly #plan: (world: World, real: Real) => Plan

  constructor(name: string, needs: (world: World) => boolean, plan: (world: World, real: Real) => Plan) {
    this.#name = name
    this.#needs = needs
    this.#plan = plan
  }

  check(world: Readonly<World>): boolean {
    return this.#needs(world)
  }

  async run(world: World, real: Real): Promise<void> {
    const { figures } = real
    const { call, change, keep } = this.#plan(world, real)
    const answer = await call()
    figures.commands += 1
    const accepted = answer.status < 300
    figures[accepted ? 'accepted' : 'refused'] += 1
    if (accepted && !change) {
      figures['forbidden-accepted'] += 1
      throw new Error(`${this} was accepted: ${answer.text}`)
    }
    if (!accepted && (change || !REFUSALS.includes(answer.status))) {
      figures['allowed-refused'] += 1
      throw new Error(`${this} was refused: ${answer.text}`)
    }
    // What was refused has to have changed nothing, which the comparison after the next command tells.
    if (!accepted) return
    change?.()
    const wrong = [...((await keep?.(answer)) ?? []), ...(await wrongStates(world, real))]
    tell(real, this, wrong)
  }

  toString(): string {
    return this.#name
  }
}

/** Time that passes. */
export class Wait implements AsyncCommand<World, Real> {
  readonly #ms: number

  constructor(ms: number) {
    this.#ms = ms
  }

  check(): boolean {
    return true
  }

  async run(world: World, real: Real): Promise<void> {
    real.figures.commands += 1
    world.now += this.#ms
    real.setClock(world.now)
    tell(real, this, await wrongStates(world, real))
  }

  toString(): string {
    return `wait ${this.#ms} ms`
  }
}

/** The end of a run: everything is looked at. */
export class End implements AsyncCommand<World, Real> {
  check(): boolean {
    return true
  }

  async run(world: World, real: Real): Promise<void> {
    tell(real, this, [...(await wrongStates(world, real)), ...(await wrongRecords(world, real))])
  }

  toString(): string {
    return 'the end'
  }
}

function tell(real: Real, after: { toString(): string }, wrong: readonly string[]): void {
  if (wrong.length === 0) return
  real.figures['wrong-states'] += 1
  throw new Error(`after ${after}: ${wrong.join('; ')}`)
}
