import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import { z } from 'zod'

/** What a suite came to, by its counts, and each failure in some lines: what to look at, at the end of a long printout. */
export const reportShape = z.object({ passed: z.number(), failed: z.number(), failures: z.array(z.string()) })
export type Report = z.infer<typeof reportShape>

/** Of a failure's text: what it says and where, not the whole of two long values that differ. */
const LINES = 20

type Failure = ReturnType<TestModule['errors']>[number]

/** Vitest's reporter of that; `REPORT_FILE` is the file that it writes. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Failure[]): void {
    const file = process.env.REPORT_FILE
    if (!file) throw new Error('REPORT_FILE is the file to write the report to')
    const report: Report = {
      passed: modules.flatMap(module => [...module.children.allTests('passed')]).length,
      failed: modules.flatMap(module => [...module.children.allTests('failed')]).length,
      failures: [
        ...modules.flatMap(failuresOf),
        ...unhandled.map(error => told('outside of every test', [error])),
      ],
    }
    writeFileSync(file, JSON.stringify(report))
  }
}

/** Of its tests, of the hooks of its groups, and of the file itself where it did not load. */
function failuresOf(module: TestModule): string[] {
  const file = relative(process.cwd(), module.moduleId)
  const tests = [...module.children.allTests('failed')].map(test =>
    told(`${file} > ${test.fullName}`, test.result().errors ?? []),
  )
  const groups = [...module.children.allSuites()]
    .filter(group => group.errors().length > 0)
    .map(group => told(`${file} > ${group.fullName}`, group.errors()))
  const itself = module.errors().length > 0 ? [told(file, module.errors())] : []
  return [...itself, ...groups, ...tests]
}

function told(where: string, errors: readonly Failure[]): string {
  const lines = errors.flatMap(error => (error.stack ?? error.message).split('\n'))
  return [where, ...lines.slice(0, LINES).map(line => `    ${line}`)].join('\n')
}
