import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Where the browser of the tests comes from, so that `npm ci && npm test` is all there is on a fresh machine: CHROME_PATH,
 * the system's, or one that is installed now, aloud, from Debian or from the npm registry.
 */

/** Chromium's own sandbox needs rights that a root process in a container lacks. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
]

const SPARTICUZ = '@sparticuz/chromium@153.0.0'

const systemPaths: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The path of a Chromium's executable.
 *
 * @throws Error with what to do, when there is none and none can be installed
 */
export async function chromiumPath(): Promise<string> {
  const own = process.env.CHROME_PATH
  if (own && !existsSync(own)) throw new Error(`CHROME_PATH is ${own}, and there is no such file.`)
  const found = own || systemPaths.find(path => existsSync(path))
  if (found) return found

  const reasons: string[] = []
  for (const install of [fromDebian, fromRegistry]) {
    try {
      const path = await install()
      if (path) return path
    } catch (error) {
      reasons.push(String(error))
    }
  }
  throw new Error(`No Chromium found. Install one, or set CHROME_PATH to yours.\n${reasons.join('\n')}`)
}

/** Null where this is not Debian, or not root. */
function fromDebian(): string | null {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return null
  announce('apt-get install chromium')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    stdio: 'inherit',
    env,
  })
  return systemPaths.find(path => existsSync(path)) ?? null
}

async function fromRegistry(): Promise<string> {
  announce(`npm install --no-save ${SPARTICUZ}`)
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', SPARTICUZ], { stdio: 'inherit' })
  // The package unpacks the libraries that a bare machine lacks only where it believes to be on Lambda.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  // The name is a variable since the package is there only now, and not for the type-check.
  const name = '@sparticuz/chromium'
  const { default: chromium } = await import(name)
  return chromium.executablePath()
}

function announce(command: string): void {
  console.log(`\n=== No Chromium on this machine. Installing one: ${command} ===\n`)
}
