import { type SpawnOptions, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumPath } from './chromium.ts'
import { installEngines } from './engines.ts'
import { fastDirectory } from './memory.ts'
import { type Report, reportShape } from './report.ts'

/**
 * `npm test`: every suite against the real parts, and the counts of all of them as the last line. The server's own runs
 * on both stores; `STORE=sqlite` or `STORE=postgres` says which one instead.
 */

const STORES: readonly string[] = ['sqlite', 'postgres']

const scratch = mkdtempSync(join(tmpdir(), 'connect-test-'))

/** The suites run one after another, each with the Chromium that was found for all. */
async function main(): Promise<void> {
  const env = { ...process.env, CHROME_PATH: await chromiumPath() }
  if ((await run('npm', ['run', '--silent', 'build'], { env })).code !== 0)
    throw new Error('the build failed')
  // Beside the suites that do without them.
  const engines = installEngines()
  const results: Report[] = []
  for (const store of storesOf(process.env.STORE)) {
    results.push(await vitest('server', { ...env, STORE: store, TMPDIR: await fastDirectory() }))
  }
  results.push(await webTestRunner(env))
  await engines
  results.push(await vitest('e2e', env))
  const passed = results.reduce((sum, counts) => sum + counts.passed, 0)
  const failed = results.reduce((sum, counts) => sum + counts.failed, 0)
  process.exitCode = failed > 0 ? 1 : 0
  for (const failure of results.flatMap(counts => counts.failures)) console.log(`FAILED ${failure}`)
  console.log(`${passed} passed, ${failed} failed`)
}

function storesOf(asked: string | undefined): readonly string[] {
  if (asked === undefined || asked === '') return STORES
  if (!STORES.includes(asked)) throw new Error(`STORE is ${STORES.join(' or ')}`)
  return [asked]
}

async function vitest(project: string, env: NodeJS.ProcessEnv): Promise<Report> {
  const file = join(scratch, 'report.json')
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=./test/report.ts']
  const args = ['vitest', 'run', '--project', project, ...reporters]
  const { code } = await run('npx', args, { env: { ...env, REPORT_FILE: file } })
  const suite = env.STORE ? `${project} on ${env.STORE}` : project
  if (!existsSync(file)) return whole(suite, code, NOTHING)
  return whole(suite, code, reportShape.parse(JSON.parse(readFileSync(file, 'utf8'))))
}

async function webTestRunner(env: NodeJS.ProcessEnv): Promise<Report> {
  const { code, output } = await run('npx', ['wtr', '--config', 'web-test-runner.config.ts'], { env })
  const closing = /^(\d+) passed, (\d+) failed$/m.exec(output)
  if (!closing) return whole('widget', code, NOTHING)
  const failures = [...output.matchAll(/^FAILED (.*)$/gm)].map(([, failure]) => failure ?? '')
  return whole('widget', code, { passed: Number(closing[1]), failed: Number(closing[2]), failures })
}

const NOTHING: Report = { passed: 0, failed: 0, failures: [] }

/** A suite that ends badly has failed, whatever it counted; one that ran nothing too. */
function whole(suite: string, code: number, { passed, failed, failures }: Report): Report {
  if (code === 0 && passed > 0 && failed === 0) return { passed, failed, failures }
  const ending = `${suite}: ended with code ${code}, ${passed} passed, ${failed} failed`
  return { passed, failed: Math.max(failed, 1), failures: [ending, ...failures] }
}

function run(
  command: string,
  args: string[],
  options: SpawnOptions,
): Promise<{ code: number; output: string }> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
    process.stdout.write(text)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve({ code: code ?? 1, output }))
  })
}

try {
  await main()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
