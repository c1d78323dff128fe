import { type Browser, chromium } from 'playwright-core'
import type { Picture } from './photograph.ts'

/** Good enough that no stroke of an MRZ frays, small enough to keep in a repository. */
const jpegQuality = 80

/** What turns drawings into files. `close` ends the browser. */
export interface Renderer {
  jpeg(picture: Picture): Promise<Buffer>
  /** A4. `isoDate` becomes the file's date, in place of today's. */
  pdf(html: string, isoDate: string): Promise<Buffer>
  close(): Promise<void>
}

/** Same length as what Chromium writes, so that the file's cross-reference table stays right. */
const datedAs = (pdf: Buffer, isoDate: string): Buffer => {
  const date = `(D:${isoDate.replaceAll('-', '')}000000+00'00')`
  return Buffer.from(
    pdf.toString('latin1').replace(/\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g, `/$1 ${date}`),
    'latin1',
  )
}

const withPage = async <Result>(
  browser: Browser,
  picture: { html: string; width: number; height: number },
  use: (page: Awaited<ReturnType<Browser['newPage']>>) => Promise<Result>,
): Promise<Result> => {
  const page = await browser.newPage({ viewport: { width: picture.width, height: picture.height } })
  try {
    await page.setContent(picture.html)
    return await use(page)
  } finally {
    await page.close()
  }
}

/** Starts the Chromium at `executablePath` with these arguments. The caller closes the renderer. */
export const startRenderer = async (executablePath: string, args: readonly string[]): Promise<Renderer> => {
  const browser = await chromium.launch({ executablePath, args: [...args] })
  return {
    jpeg: picture =>
      withPage(browser, picture, page => page.screenshot({ type: 'jpeg', quality: jpegQuality })),
    pdf: (html, isoDate) =>
      withPage(browser, { html, width: 794, height: 1123 }, async page =>
        datedAs(await page.pdf({ preferCSSPageSize: true, printBackground: true }), isoDate),
      ),
    close: () => browser.close(),
  }
}
