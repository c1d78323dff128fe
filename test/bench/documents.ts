/**
 * How well proofs of address are told apart: bills printed by Chromium in ten languages and three layouts, as PDFs and
 * photographed. `node test/bench/documents.ts` prints the table. People, streets and dates come from a seed; the rules
 * were written without looking at what seed 4 makes.
 */
import { PDFDocument } from 'pdf-lib'
import { pino } from 'pino'
import { chromium } from 'playwright-core'
import sharp from 'sharp'
import { escapeMarkup } from '../../demo/specimens/markup.ts'
import { document } from '../../server/verification/document.ts'
import type { Examine } from '../../server/verification/examine/examine.ts'
import { createExaminePool } from '../../server/verification/examine/pool.ts'
import type { Finding } from '../../server/verification/verifier.ts'
import { chromiumArgs, chromiumPath } from '../chromium.ts'
import { randomFrom } from '../server/verification/examine/mutate.ts'
import { inputWith } from '../server/verification/input.ts'

const SEED = 4
const TODAY = '2026-11-26'
const PHOTOGRAPHS_PER_LANGUAGE = 2

interface Language {
  code: string
  country: string
  issued: string
  due: string
  title: string
  first: readonly string[]
  last: readonly string[]
  streets: readonly string[]
  city: string
}

const LANGUAGES: readonly Language[] = [
  {
    code: 'en-GB',
    country: 'GB',
    issued: 'Bill date',
    due: 'Please pay by',
    title: 'Electricity bill',
    first: ['Harriet', 'Owen', 'Priya'],
    last: ['Thornfield', "O'Hallow", 'Marsh-Lane'],
    streets: ['Sample Street', 'Model Road', 'Specimen Lane'],
    city: 'Exampleton',
  },
  {
    code: 'de',
    country: 'DE',
    issued: 'Rechnungsdatum',
    due: 'Zahlbar bis zum',
    title: 'Stromrechnung',
    first: ['Jürgen', 'Käthe', 'Lena'],
    last: ['Großweiler', 'Müllenbach', 'von Ahrn'],
    streets: ['Musterstraße', 'Beispielweg', 'Probegasse'],
    city: 'Musterstadt',
  },
  {
    code: 'fr',
    country: 'FR',
    issued: 'Date de facture',
    due: 'Échéance',
    title: 'Facture d’électricité',
    first: ['Éloïse', 'Théo', 'Benoît'],
    last: ['Lunevalle', 'de la Tourelle', 'Brémont'],
    streets: ['rue du Modèle', 'avenue des Exemples', 'boulevard Témoin'],
    city: 'Exempleville',
  },
  {
    code: 'es',
    country: 'ES',
    issued: 'Fecha de emisión',
    due: 'Vencimiento',
    title: 'Factura de luz',
    first: ['Íñigo', 'Marisol', 'Álvaro'],
    last: ['Peñalosa Ruiz', 'Vallearriba', 'Muñiz'],
    streets: ['Calle del Ejemplo', 'Avenida Modelo', 'Plaza Muestra'],
    city: 'Villaejemplo',
  },
  {
    code: 'it',
    country: 'IT',
    issued: 'Data di emissione',
    due: 'Scadenza',
    title: 'Bolletta della luce',
    first: ['Niccolò', 'Chiara', 'Tommaso'],
    last: ['Esemplari', "D'Arborea", 'Campione'],
    streets: ['Via del Campione', 'Viale Modello', 'Piazza Esempio'],
    city: 'Esempiano',
  },
  {
    code: 'nl',
    country: 'NL',
    issued: 'Factuurdatum',
    due: 'Vervaldatum',
    title: 'Energienota',
    first: ['Daan', 'Fleur', 'Joost'],
    last: ['van der Voorbeeld', 'de Model', 'Proefstra'],
    streets: ['Voorbeeldstraat', 'Modellaan', 'Proefplein'],
    city: 'Voorbeelddam',
  },
  {
    code: 'pl',
    country: 'PL',
    issued: 'Data wystawienia',
    due: 'Termin płatności',
    title: 'Faktura za prąd',
    first: ['Łukasz', 'Zofia', 'Grażyna'],
    last: ['Przykładowska', 'Brzezołski', 'Wzorzec'],
    streets: ['ul. Przykładowa', 'ulica Wzorcowa', 'aleja Próbna'],
    city: 'Przykładowo',
  },
  {
    code: 'pt',
    country: 'PT',
    issued: 'Data de emissão',
    due: 'Data limite',
    title: 'Fatura de eletricidade',
    first: ['Inês', 'João', 'Conceição'],
    last: ['Marvalcão', 'Exemplário', 'dos Modelos'],
    streets: ['Rua do Exemplo', 'Avenida do Modelo', 'Travessa da Amostra'],
    city: 'Vila Exemplo',
  },
  {
    code: 'ja',
    country: 'JP',
    issued: '発行日',
    due: 'お支払期日',
    title: '電気料金請求書',
    first: ['花子', '太郎', '美咲'],
    last: ['見本', '例田', '試山'],
    streets: ['見本町', '例ヶ丘', '試験台'],
    city: '例示市',
  },
  {
    code: 'ar',
    country: 'EG',
    issued: 'تاريخ الإصدار',
    due: 'تاريخ الاستحقاق',
    title: 'فاتورة الكهرباء',
    first: ['ليلى', 'سامي', 'نور'],
    last: ['النموذجي', 'المثالي', 'العينة'],
    streets: ['شارع النموذج', 'شارع المثال', 'طريق العينة'],
    city: 'مدينة المثال',
  },
]

interface Bill {
  language: Language
  layout: number
  fields: Map<string, string>
  issued: string
}

const random = randomFrom(SEED)
const below = (limit: number) => Math.floor(random() * limit)
const dayBefore = (days: number) => new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10)

const bills: Bill[] = LANGUAGES.flatMap(language =>
  [0, 1, 2].map(layout => ({
    language,
    layout,
    issued: dayBefore(3 + below(80)),
    fields: new Map([
      ['name-first', language.first[layout] ?? ''],
      ['name-last', language.last[(layout + below(3)) % 3] ?? ''],
      ['address-street-1', `${language.streets[below(3)]} ${1 + below(180)}`],
      ['address-city', language.city],
      ['address-postal-code', String(10_000 + below(80_000))],
      ['address-country-code', language.country],
    ]),
  })),
)

function htmlOf({ language, layout, fields, issued }: Bill): string {
  const { code, title } = language
  const field = (name: string) => escapeMarkup(fields.get(name) ?? '')
  const written = (date: string) =>
    new Date(date).toLocaleDateString(code, {
      timeZone: 'UTC',
      ...(layout === 1 ? { dateStyle: 'short' } : { day: 'numeric', month: 'long', year: 'numeric' }),
      ...(layout === 1 ? { dateStyle: undefined, day: '2-digit', month: '2-digit', year: 'numeric' } : {}),
    })
  const names = [field('name-first'), field('name-last')]
  const name = code === 'ja' ? names.toReversed().join(' ') : names.join(' ')
  const address = `${layout === 2 ? name.toUpperCase() : name}<br>${field('address-street-1')}<br>${field('address-postal-code')} ${field('address-city')}`
  const due = new Date(Date.parse(issued) + 20 * 86_400_000).toISOString().slice(0, 10)
  const dates = `<table><tr><td>${language.issued}</td><td>${written(issued)}</td></tr><tr><td>${language.due}</td><td>${written(due)}</td></tr></table>`
  const blocks = layout === 2 ? [dates, `<p>${address}</p>`] : [`<p>${address}</p>`, dates]
  const order = layout === 1 ? 'display:flex;justify-content:space-between' : ''
  return `<!doctype html><html lang="${code}" dir="${code === 'ar' ? 'rtl' : 'ltr'}"><meta charset="utf-8"><style>@page{size:A4;margin:20mm}body{font:13pt sans-serif}</style>
    <h2>Specimen Power 4711</h2><div style="${order}">${blocks.join('')}</div><h1>${title}</h1><p>SPECIMEN 12 345 kWh · 199,90</p></html>`
}

/** A page as a hand-held camera takes it. */
const photographed = (page: Buffer, turn: number): Promise<Buffer> =>
  sharp(page)
    .rotate(turn, { background: '#777' })
    .blur(0.7)
    .modulate({ brightness: 0.9 })
    .jpeg({ quality: 72 })
    .toBuffer()

async function edited(pdf: Buffer): Promise<Buffer> {
  const file = await PDFDocument.load(pdf, { updateMetadata: false })
  file.getPage(0).drawText('1', { x: 60, y: 60 })
  file.setModificationDate(new Date(Date.now() + 3_600_000))
  return Buffer.from(await file.save())
}

const check = async (
  examine: Examine,
  contentType: string,
  bytes: Buffer,
  fields: Map<string, string>,
  today = TODAY,
) => {
  const files = [{ page: 'document', contentType, read: async () => bytes }]
  const documents = [{ id: 'doc', kind: 'proof-of-address', attributes: {}, files }]
  const wanted = { kind: 'document' as const, required: true, checks: [], 'issued-within-days': 90 }
  return document.run(inputWith({ fields, documents, today, wanted, examine }))
}

const CONTENT = /type|unprocessable|extracted|recency/
const accepted = (findings: readonly Finding[]) =>
  findings.filter(({ name }) => CONTENT.test(name)).every(({ status }) => status === 'passed')
const flagged = (findings: readonly Finding[]) =>
  findings.some(({ name, status }) => name.includes('_pdf_') && status === 'failed')

const pool = createExaminePool(pino({ level: 'silent' }))
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] })
const table = new Map<string, { right: number; of: number; wrong: string[] }>()
const times = new Map<string, number[]>()

function count(row: string, right: boolean, what: string) {
  const entry = table.get(row) ?? { right: 0, of: 0, wrong: [] }
  table.set(row, {
    right: entry.right + Number(right),
    of: entry.of + 1,
    wrong: right ? entry.wrong : [...entry.wrong, what],
  })
}

try {
  const page = await browser.newPage({ viewport: { width: 1240, height: 1754 } })
  for (const [index, bill] of bills.entries()) {
    const what = `${bill.language.code}/${bill.layout}`
    const other = bills[(index + 3) % bills.length]?.fields ?? new Map()
    const neighbour = new Map([
      ...bill.fields,
      [
        'address-street-1',
        `${bill.fields.get('address-street-1')?.replace(/\d+$/, n => String(Number(n) + 2))}`,
      ],
    ])
    const namesake = new Map([
      ...bill.fields,
      ['name-first', other.get('name-first') ?? ''],
      ['name-last', other.get('name-last') ?? ''],
    ])
    await page.setContent(htmlOf(bill))
    const pdf = await page.pdf({ preferCSSPageSize: true })
    const kinds: [string, string, Buffer][] = [['PDF', 'application/pdf', pdf]]
    const isRead = !['ja', 'ar'].includes(bill.language.code)
    if (isRead && bill.layout < PHOTOGRAPHS_PER_LANGUAGE)
      kinds.push([
        'photograph',
        'image/jpeg',
        await photographed(await page.screenshot(), bill.layout === 0 ? 1.2 : -0.8),
      ])
    for (const [kind, type, bytes] of kinds) {
      const began = performance.now()
      await pool.examine(kind === 'PDF' ? 'pdf' : 'text', bytes)
      times.set(kind, [...(times.get(kind) ?? []), performance.now() - began])
      const of = (fields: Map<string, string>, today?: string) =>
        check(pool.examine, type, bytes, fields, today)
      count(`${kind}, honest, accepted`, accepted(await of(bill.fields)), what)
      count(`${kind}, another name, caught`, !accepted(await of(namesake)), what)
      count(`${kind}, another house, caught`, !accepted(await of(neighbour)), what)
      count(`${kind}, too old, caught`, !accepted(await of(bill.fields, dayBefore(-100))), what)
      if (kind === 'PDF') {
        count('PDF, honest, no sign of change', !flagged(await of(bill.fields)), what)
        count(
          'PDF, edited, sign shown',
          flagged(await check(pool.examine, type, await edited(pdf), bill.fields)),
          what,
        )
      }
    }
  }
} finally {
  await Promise.all([browser.close(), pool.close()])
}

const median = (numbers: number[]) =>
  numbers.toSorted((one, two) => one - two)[Math.floor(numbers.length / 2)] ?? 0
for (const [row, { right, of, wrong }] of table)
  console.log(`${row.padEnd(36)} ${right} of ${of}  ${wrong.length > 0 ? `not: ${wrong.join(' ')}` : ''}`)
for (const [kind, ms] of times) console.log(`median time of a ${kind}: ${Math.round(median(ms))} ms`)
