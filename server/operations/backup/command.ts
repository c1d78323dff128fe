import { resolve } from 'node:path'
import { type Config, ConfigError, readConfig } from '../../config.ts'
import { DirectoryHeld } from '../../store/hold.ts'
import { BackupError } from './backup-file.ts'

/**
 * The frame of both commands: settings from the environment as the server has them, and one argument, the file. What they
 * refuse is said in plain words, with exit code 1.
 */
export async function command(name: string, work: (config: Config, file: string) => Promise<string>) {
  try {
    const [file, ...more] = process.argv.slice(2)
    if (file === undefined || more.length > 0) throw new BackupError(`npm run ${name} -- FILE`)
    // npm runs its scripts in the project's folder, wherever it was called.
    const path = resolve(process.env.INIT_CWD ?? '.', file)
    console.log(await work(readConfig(process.env), path))
  } catch (error) {
    const isPlain =
      error instanceof BackupError || error instanceof ConfigError || error instanceof DirectoryHeld
    if (!isPlain) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
