import { launchBrowser } from '../e2e/browser.ts'
import { openDashboardContext, settled, signIn } from '../e2e/dashboard/operator.ts'
import { startServer } from '../e2e/server.ts'

/**
 * `npm run bench:dashboard-first-view`: how long a first view of the dashboard's connections takes, from the request until
 * the table is there, in a browser that has nothing of it and is signed in; and what it transfers. It needs the machine
 * for itself: the figure in docs/dashboard.md says at which load it was taken.
 */

/** An odd number, so that the median is one of them. */
const VIEWS = 11
const PARTNER = 'Meridian Exchange'

type StorageState = NonNullable<NonNullable<Parameters<typeof openDashboardContext>[1]>['storageState']>

interface View {
  ms: number
  requests: number
  bytes: number
}

const server = await startServer()
const browser = await launchBrowser()
try {
  const { context } = await openDashboardContext(browser)
  await signIn(server, context, 'destination')
  const storageState = await context.storageState()
  await context.close()
  const views: View[] = []
  for (let count = 0; count < VIEWS; count++) views.push(await view(storageState))
  const inOrder = views.map(({ ms }) => ms).sort((one, other) => one - other)
  const [{ requests, bytes } = { requests: 0, bytes: 0 }] = views
  console.log(`views  ${views.map(({ ms }) => Math.round(ms)).join(' ')} ms`)
  console.log(
    `median ${Math.round(inOrder[(VIEWS - 1) / 2] ?? 0)} ms, slowest ${Math.round(inOrder.at(-1) ?? 0)} ms`,
  )
  console.log(`${requests} requests, ${bytes} bytes`)
} finally {
  await browser.close()
  await server.discard()
}

async function view(storageState: StorageState): Promise<View> {
  const { context } = await openDashboardContext(browser, { storageState })
  const page = await context.newPage()
  const asked: Promise<number>[] = []
  page.on('requestfinished', request => {
    asked.push(
      request
        .sizes()
        .then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
    )
  })
  const begun = performance.now()
  await page.goto(`http://localhost:${server.port}/dashboard/sandbox/connections`)
  await page.getByRole('link', { name: PARTNER }).waitFor()
  const ms = performance.now() - begun
  await settled(page)
  const sizes = await Promise.all(asked)
  await context.close()
  return { ms, requests: sizes.length, bytes: sizes.reduce((total, size) => total + size, 0) }
}
