import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { RedemptionStage } from '../api/wire.ts'
import type { Redemption } from '../store/redemptions.ts'

/** What the engine tells of its work. Names of kinds, stages and outcomes only: nothing of an organization or a person. */
export interface Meter {
  /** A stage has been carried out, in so many s. */
  stage(from: RedemptionStage, seconds: number): void
  /** A run of the engine has come to its end: for good, or until somebody gives what is missing. */
  ended(status: Redemption['status']): void
  /** A verification has been run, in so many s. */
  verified(kind: string, seconds: number): void
}

/** What is asked for when the figures are read. */
export interface Gauges {
  /** How many streams are open on this instance. */
  streams(): number
  /** For how long the oldest webhook delivery has been due, in s; 0 where none is. */
  deliveryAge(): Promise<number>
  /** How many jobs are due and not begun. */
  jobsWaiting(): Promise<number>
  /** For how long the oldest of them has been due, in s; 0 where none is. */
  jobAge(): Promise<number>
  /** The same of a redemption that no instance is running. */
  redemptionAge(): Promise<number>
}

export interface Figures extends Meter {
  /** Everything in Prometheus' text format, and its content type. */
  read(): Promise<{ text: string; contentType: string }>
}

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** The figures of one instance. Counts begin at 0 when it starts; ages are of the database that all instances share. */
export function createFigures(gauges: Gauges): Figures {
  const registry = new Registry()
  const registers = [registry]
  const stages = new Histogram({
    name: 'connect_redemption_stage_seconds',
    help: 'Time that a stage of a redemption took, by the stage that it started from.',
    labelNames: ['from'],
    buckets: SECONDS,
    registers,
  })
  const ended = new Counter({
    name: 'connect_redemption_runs_total',
    help: 'Runs of the engine that came to an end, by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const verified = new Histogram({
    name: 'connect_verification_seconds',
    help: 'Time that a verification took, by kind.',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers,
  })
  gauge('connect_streams', 'Streams that are open on this instance.', () => gauges.streams())
  gauge(
    'connect_delivery_age_seconds',
    'For how long the oldest webhook delivery has been due.',
    gauges.deliveryAge,
  )
  gauge('connect_jobs_waiting', 'Jobs that are due and not begun.', gauges.jobsWaiting)
  gauge('connect_job_age_seconds', 'For how long the oldest job has been due and not begun.', gauges.jobAge)
  gauge(
    'connect_redemption_age_seconds',
    'For how long the oldest redemption without an instance has been waiting for one.',
    gauges.redemptionAge,
  )

  function gauge(name: string, help: string, value: () => number | Promise<number>): void {
    const made: Gauge = new Gauge({
      name,
      help,
      registers,
      collect: async (): Promise<void> => made.set(await value()),
    })
  }

  return {
    stage: (from, seconds) => stages.observe({ from }, seconds),
    ended: status => ended.inc({ outcome: status }),
    verified: (kind, seconds) => verified.observe({ kind }, seconds),
    read: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  }
}
