import { Readable } from 'node:stream'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { defaultReporter, type TestRunnerConfig } from '@web/test-runner'
import { chromeLauncher } from '@web/test-runner-chrome'
import { chromiumArgs, chromiumPath } from './test/chromium.ts'
import { pageCommands } from './test/widget/page-commands.ts'
import { createPeer } from './test/widget/peer.ts'
import { countReporter } from './test/widget/reporter.ts'

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number]

/** The peer speaks in Web requests and answers; the dev server in Koa's. */
function peerMiddleware(): Middleware {
  const peer = createPeer()
  return async (context, next) => {
    const gone = new AbortController()
    context.res.once('close', () => gone.abort())
    const body = context.method === 'POST' ? Readable.toWeb(context.req) : null
    const headers = new Headers(Object.entries(context.headers).map(([name, value]) => [name, String(value)]))
    const request = new Request(context.href, {
      method: context.method,
      headers,
      signal: gone.signal,
      ...(body && { body, duplex: 'half' }),
    })
    const response = await peer(request)
    if (response === null) return next()
    context.status = response.status
    context.set(Object.fromEntries(response.headers))
    context.body = response.body && Readable.fromWeb(response.body)
  }
}

/** A camera that shows a moving test picture, and a person who lets it be used. */
const FAKE_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

export default {
  files: 'test/widget/**/*.test.ts',
  nodeResolve: { exportConditions: ['browser', 'development'] },
  plugins: [esbuildPlugin({ ts: true, tsconfig: 'widget/tsconfig.json', target: 'es2022' }), pageCommands()],
  middleware: [peerMiddleware()],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: await chromiumPath(),
        headless: 'shell',
        args: [...chromiumArgs, ...FAKE_CAMERA],
      },
    }),
  ],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countReporter()],
  // Of what runs in the page; the script tag's own entries are walked through in test/e2e.
  coverage: true,
  coverageConfig: {
    include: ['widget/**/*.ts'],
    reportDir: 'coverage',
    reporters: ['text-summary', 'lcovonly'],
    threshold: { lines: 95, statements: 0, branches: 0, functions: 0 },
  },
  testFramework: { config: { timeout: 20_000 } },
} satisfies TestRunnerConfig
