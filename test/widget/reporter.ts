import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner-core'

/**
 * Ends the run with a line for each failure and `N passed, N failed`: the default reporter's counts need a terminal, and
 * its text comes late.
 */
export function countReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      const results = sessions.flatMap(session => (session.testResults ? testsOf(session.testResults) : []))
      const passed = results.filter(test => test.passed && !test.skipped).length
      const failures = sessions.flatMap(failuresOf)
      process.once('exit', () => {
        for (const failure of failures) console.log(`FAILED ${failure}`)
        console.log(`${passed} passed, ${failures.length} failed`)
      })
    },
  }
}

/** A file that does not load has no tests, and must not count as none failed. */
function failuresOf({ testFile, testResults, passed, errors }: TestSession): string[] {
  const tests = testResults ? testsOf(testResults) : []
  const failures = tests
    .filter(test => !test.passed && !test.skipped)
    .map(test => `${testFile} > ${test.name}: ${test.error?.message ?? ''}`)
  if (passed || failures.length > 0) return failures
  return [`${testFile}: ${errors.map(error => error.message).join(', ')}`]
}

function testsOf(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)]
}
