import type { Fields } from '../people/person.ts'
import { escapeMarkup } from './markup.ts'
import { type Supplier, suppliers } from './suppliers.ts'

/** Kilowatt-hours of the six months that the bill shows, the billed one last. */
const usage = [238, 214, 191, 168, 173, 182] as const

interface Charge {
  label: string
  amount: number
}

const monthBefore = (isoDate: string, count: number): Date => {
  const date = new Date(`${isoDate.slice(0, 7)}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() - count)
  return date
}

const inUtc = (date: Date, options: Intl.DateTimeFormatOptions): string =>
  date.toLocaleDateString('en-GB', { ...options, timeZone: 'UTC' })

const longDate = (date: Date): string => inUtc(date, { day: 'numeric', month: 'long', year: 'numeric' })

/** A postal address in the order that its country writes it, one line each. */
const addressLines = (fields: Fields): string[] => {
  const country = fields['address-country-code']
  const city = fields['address-city']
  const postalCode = fields['address-postal-code']
  const street = fields['address-street-1']
  const countryName = new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country
  if (country === 'US')
    return [street, `${city}, ${fields['address-subdivision']} ${postalCode}`, countryName]
  if (country === 'GB' || country === 'IE') return [street, city, postalCode, countryName]
  return [street, `${postalCode} ${city}`, countryName]
}

const chargesOf = ({ unitPrice, standingCharge, tax }: Supplier): Charge[] => {
  const energy = usage[5] * unitPrice
  return [
    { label: `Electricity, ${usage[5]} kWh at ${unitPrice.toFixed(3)}`, amount: energy },
    { label: 'Standing charge, one month', amount: standingCharge },
    { label: `Tax, ${+(tax * 100).toFixed(1)} %`, amount: (energy + standingCharge) * tax },
  ]
}

const chart = (issuedAt: string, colour: string): string =>
  usage
    .map((kilowattHours, index) => {
      const height = kilowattHours / 4.2
      const x = index * 44
      const month = inUtc(monthBefore(issuedAt, usage.length - index), { month: 'short' })
      return `<rect x="${x}" y="${76 - height}" width="28" height="${height}" rx="2" fill="${colour}" opacity="${index === 5 ? 1 : 0.35}"/>
        <text x="${x + 14}" y="${70 - height}">${kilowattHours}</text><text x="${x + 14}" y="90">${month}</text>`
    })
    .join('')

const style = (colour: string): string => `
  @page { size: A4; margin: 0 }
  body { margin: 0; padding: 20mm 22mm; box-sizing: border-box; height: 297mm; position: relative; overflow: hidden;
    font: 10.5pt/1.45 'Liberation Sans', Arial, sans-serif; color: #22262a }
  header { display: flex; align-items: center; gap: 4mm; border-bottom: .6mm solid ${colour}; padding-bottom: 5mm }
  header b { font-size: 17pt; color: ${colour} } header small { margin-left: auto; text-align: right; color: #5a6168 }
  .parties { display: flex; justify-content: space-between; margin: 12mm 0 10mm }
  address { font-style: normal; font-size: 11pt } dl { display: grid; grid-template-columns: auto auto; gap: 1mm 6mm; margin: 0 }
  dt { color: #5a6168 } dd { margin: 0; text-align: right; font-weight: bold }
  h1 { font-size: 15pt; margin: 0 0 3mm } table { width: 100%; border-collapse: collapse; margin: 5mm 0 }
  td { padding: 2.2mm 0; border-bottom: .2mm solid #d4d8dc } td + td { text-align: right; font-variant-numeric: tabular-nums }
  tr.total td { font-weight: bold; font-size: 13pt; border: 0; color: ${colour} } h2 { font-size: 11pt; margin: 9mm 0 2mm }
  svg text { font: 9px 'Liberation Sans', Arial, sans-serif; fill: #5a6168; text-anchor: middle }
  .specimen { position: absolute; bottom: 32mm; left: 0; width: 100%; text-align: center; font-size: 76pt; font-weight: bold;
    letter-spacing: 5pt; color: #c62828; opacity: .16 }
  footer { position: absolute; bottom: 14mm; left: 22mm; right: 22mm; font-size: 8.5pt; color: #b71c1c; border-top: .2mm solid #d4d8dc; padding-top: 3mm }`

const mark = (colour: string): string =>
  `<svg width="44" height="44" viewBox="0 0 44 44"><circle cx="22" cy="22" r="21" fill="${colour}"/><path d="M25 7L12 25h8l-2 12 14-19h-9z" fill="#fff"/></svg>`

/**
 * An electricity bill addressed to the person that `fields` describe, as a page of HTML to print on A4. `issuedAt` is its
 * date, `YYYY-MM-DD`; it bills the month before.
 *
 * @throws RangeError where no supplier is invented for the person's country.
 */
export const electricityBill = (fields: Fields, issuedAt: string): string => {
  const supplier = suppliers[fields['address-country-code']]
  if (!supplier) throw new RangeError('No supplier for this country')
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: supplier.currency,
    currencyDisplay: 'code',
  })
  const charges = chargesOf(supplier)
  const total = charges.reduce((sum, { amount }) => sum + amount, 0)
  const name = `${fields['name-first']} ${fields['name-last']}`
  const billed = inUtc(monthBefore(issuedAt, 1), { month: 'long', year: 'numeric' })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Electricity bill, ${billed} (specimen)</title><style>${style(supplier.colour)}</style>
    <div class="specimen">SPECIMEN</div>
    <header>${mark(supplier.colour)}<b>${escapeMarkup(supplier.name)}</b><small>${escapeMarkup(supplier.address)}<br>service@example.com</small></header>
    <div class="parties"><address>${[name, ...addressLines(fields)].map(escapeMarkup).join('<br>')}</address>
      <dl><dt>Date of this bill</dt><dd>${longDate(new Date(issuedAt))}</dd><dt>Period</dt><dd>${billed}</dd>
        <dt>Account</dt><dd>SPC-${issuedAt.replaceAll('-', '')}-${fields['address-country-code']}</dd></dl></div>
    <h1>Your electricity bill for ${billed}</h1>
    <p>Dear ${escapeMarkup(name)},<br>this is what we supplied to the address above. Your bank will pay it as arranged; there is nothing for you to do.</p>
    <table>${charges.map(({ label, amount }) => `<tr><td>${label}</td><td>${money.format(amount)}</td></tr>`).join('')}
      <tr class="total"><td>Total</td><td>${money.format(total)}</td></tr></table>
    <h2>Your use over six months, in kWh</h2>
    <svg width="400" height="146" viewBox="-4 0 262 96">${chart(issuedAt, supplier.colour)}</svg>
    <footer>SPECIMEN. Made for a software demonstration. The company, the customer and the address are invented; nothing is owed.</footer></html>`
}
