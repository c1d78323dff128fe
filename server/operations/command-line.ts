import { mkdirSync } from 'node:fs'
import { pino } from 'pino'
import { type Clock, systemClock } from '../clock.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { DirectoryHeld } from '../store/hold.ts'
import { keepKeyCheck, refuseOtherKey } from '../store/key-check.ts'
import { findMasterKey, keepMasterKey } from '../store/master-key.ts'
import { openStore } from '../store/open.ts'
import { DatabaseRefused } from '../store/postgres/check-wall.ts'
import type { Db } from '../store/store.ts'
import { createVault, type Vault } from '../store/vault.ts'

/** What was asked for and cannot be done; the message says why. Nothing was changed. */
export class CommandRefused extends Error {}

/** What a command works on: the store that the server's settings name. */
export interface Desk {
  db: Db
  vault: Vault
  clock: Clock
}

/**
 * The frame of the commands of whoever runs the server: settings from the environment as the server has them. What they refuse is said in
 * plain words, with exit code 1.
 */
export async function commandLine(work: (config: Config, args: string[]) => Promise<string>): Promise<void> {
  try {
    console.log(await work(readConfig(process.env), process.argv.slice(2)))
  } catch (error) {
    const kinds = [CommandRefused, ConfigError, DirectoryHeld, DatabaseRefused]
    if (!(error instanceof Error && kinds.some(kind => error instanceof kind))) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

/**
 * Opens the store as the server does, with its tables up to date: on PostgreSQL beside the instances that run, on the
 * embedded store only while no server has it.
 */
export async function atDesk<T>(config: Config, work: (desk: Desk) => Promise<T>): Promise<T> {
  const { dataDir } = config
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { key, isNew } = findMasterKey(config.masterKey, dataDir)
  const vault = createVault(key)
  const admit = async (db: Db) => {
    await refuseOtherKey(db, vault)
    if (isNew) keepMasterKey(key, dataDir)
  }
  const { store, limits, clock } = await openStore(config, pino({ level: 'silent' }), admit)
  try {
    await keepKeyCheck(store.db, vault)
    return await work({ db: store.db, vault, clock: clock ?? systemClock })
  } finally {
    await Promise.all([store.close(), limits.close()])
  }
}
