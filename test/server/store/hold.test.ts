import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DirectoryHeld, holdDirectory } from '../../../server/store/hold.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const HOLD = join(import.meta.dirname, '../../../server/store/hold.ts')

/** Another process that holds the directory until it is killed; its number. */
async function holdElsewhere(directory: string) {
  const source = `import { holdDirectory } from ${JSON.stringify(HOLD)}
    holdDirectory(${JSON.stringify(directory)})
    console.log('held')
    setInterval(() => {}, 1000)`
  const options = { stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'] }
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', source]
  const child = spawn(process.execPath, flags, options)
  await once(child.stdout, 'data')
  return child
}

describe('the directory of the embedded store', () => {
  // Guarantee: one process has it; whoever comes second is told who, and touches nothing.
  it('is one process’s, which is named to every other', async () => {
    const directory = temporaryDirectory()
    const child = await holdElsewhere(directory)
    expect(() => holdDirectory(directory)).toThrow(DirectoryHeld)
    expect(() => holdDirectory(directory)).toThrow(new RegExp(`is in use by process ${child.pid} on `))
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  // Guarantee: a process that was killed leaves nothing to tidy up.
  it('is free again once that process is gone, however it went', async () => {
    const directory = temporaryDirectory()
    const child = await holdElsewhere(directory)
    child.kill('SIGKILL')
    await once(child, 'exit')
    holdDirectory(directory).release()
  })

  it('is not held twice in one process, and is free once it is released', () => {
    const directory = temporaryDirectory()
    const hold = holdDirectory(directory)
    expect(() => holdDirectory(directory)).toThrow(DirectoryHeld)
    hold.release()
    holdDirectory(directory).release()
  })
})
