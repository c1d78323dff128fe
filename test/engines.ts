import { existsSync } from 'node:fs'
import { aptInstall, canInstall } from './apt.ts'

/**
 * Where the other engines of the tests come from: Debian's Firefox, and Debian's WebKit with the display that it wants
 * to draw on. Where they are absent and cannot be installed, the tests that need them are left out, aloud.
 */

export const firefoxPath = '/usr/bin/firefox-esr'
export const webKitDriverPath = '/usr/bin/WebKitWebDriver'
export const xvfbPath = '/usr/bin/Xvfb'

const packages: Readonly<Record<string, string>> = {
  'firefox-esr': firefoxPath,
  'webkit2gtk-driver': webKitDriverPath,
  xvfb: xvfbPath,
}

/** Debian's packages of what is absent. */
export const missingPackages = (): string[] =>
  Object.keys(packages).filter(name => !existsSync(packages[name] ?? ''))

/** Installs what is absent, where that can be done. Never rejects: the tests say themselves what they are without. */
export async function installEngines(): Promise<void> {
  const missing = missingPackages()
  if (missing.length === 0) return
  if (!canInstall()) return announce(`Install ${missing.join(' ')}.`)
  announce(`Installing: apt-get install ${missing.join(' ')}`)
  if (!(await aptInstall(missing))) announce('They could not be installed.')
}

function announce(what: string): void {
  console.log(`\n=== Not on this machine: ${missingPackages().join(', ')}. ${what} ===\n`)
}
