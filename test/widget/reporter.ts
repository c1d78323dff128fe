import type { Reporter, TestSuiteResult } from '@web/test-runner-core'

/** Ends the run with `N passed, N failed`: the default reporter's counts need a terminal, and its text comes late. */
export function countReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      const results = sessions.flatMap(session => (session.testResults ? testsOf(session.testResults) : []))
      const passed = results.filter(test => test.passed && !test.skipped).length
      // A file that does not load has no tests, and must not count as none failed.
      const broken = sessions.filter(session => session.errors.length > 0 && !session.testResults).length
      const failed = results.filter(test => !test.passed && !test.skipped).length + broken
      process.once('exit', () => console.log(`${passed} passed, ${failed} failed`))
    },
  }
}

function testsOf(suite: TestSuiteResult): TestSuiteResult['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)]
}
