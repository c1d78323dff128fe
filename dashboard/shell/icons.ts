import { html, nothing, svg, type TemplateResult } from 'lit'

/** Strokes of 24 by 24. */
const STROKES = {
  connections: svg`<path d="M4 8h13m-4-4 4 4-4 4M20 16H7m4-4-4 4 4 4"/>`,
  'share-tokens': svg`<circle cx="8" cy="15" r="4"/><path d="m11 12 9-9m-4 4 3 3"/>`,
  redemptions: svg`<path d="M4 13v7h16v-7M12 3v12m-5-5 5 5 5-5"/>`,
  consents: svg`<path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9 9h6m-6 4h4"/>`,
  inquiries: svg`<circle cx="12" cy="8" r="4"/><path d="M4 21c0-4 4-6 8-6s8 2 8 6"/>`,
  people: svg`<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-3.5 3-5 6-5s6 1.5 6 5M15.5 4.800a3.5 3.5 0 0 1 0 6.400M17 15.300c2.300.5 4 2 4 4.700"/>`,
  templates: svg`<path d="M4 4h16v5H4zm0 9h7v7H4zm11 0h5v7h-5z"/>`,
  workflows: svg`<circle cx="6" cy="6" r="2.5"/><circle cx="18" cy="12" r="2.5"/><circle cx="6" cy="18" r="2.5"/><path d="M8.5 6H12c2 0 3 1.5 3.5 4m0 4c-.5 2.5-1.5 4-3.5 4H8.5"/>`,
  webhooks: svg`<path d="M4 12h4l3-8 3 16 3-8h3"/>`,
  'api-keys': svg`<rect x="4" y="10" width="16" height="10" rx="2"/><path d="M8 10V7a4 4 0 0 1 8 0v3m-4 4v2"/>`,
  usage: svg`<path d="M5 20V10m7 10V4m7 16v-7"/>`,
  agreements: svg`<path d="M7 3h7l5 5v13H7zM14 3v5h5M10 15l2 2 4-4"/>`,
  audit: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>`,
  statistics: svg`<path d="M4 19h16M4 15l5-5 4 3 7-8"/>`,
  menu: svg`<path d="M4 7h16M4 12h16M4 17h16"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>`,
  check: svg`<path d="m5 13 4 4L19 7"/>`,
  cross: svg`<path d="m7 7 10 10M17 7 7 17"/>`,
  dash: svg`<path d="M7 12h10"/>`,
  wait: svg`<circle cx="12" cy="12" r="8"/><path d="M12 8v4l2.5 1.5"/>`,
  warning: svg`<path d="M12 4 3 20h18zM12 10v4m0 3v.01"/>`,
  back: svg`<path d="M19 12H5m6-6-6 6 6 6"/>`,
  next: svg`<path d="M5 12h14m-6-6 6 6-6 6"/>`,
  up: svg`<path d="M12 19V5m-5 5 5-5 5 5"/>`,
  down: svg`<path d="M12 5v14m5-5-5 5-5-5"/>`,
  search: svg`<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>`,
  download: svg`<path d="M12 4v11m-5-4 5 5 5-5M5 20h14"/>`,
  out: svg`<path d="M14 4H6v16h8m-3-8h10m-4-4 4 4-4 4"/>`,
  key: svg`<circle cx="8" cy="15" r="4"/><path d="m11 12 9-9m-4 4 3 3"/>`,
} as const

export type IconName = keyof typeof STROKES

/** A drawing beside words that say the same. */
export const icon = (name: IconName): TemplateResult => drawn(name, null)

/** The same at the beginning of a button. */
export const buttonIcon = (name: IconName): TemplateResult => drawn(name, 'start')

const drawn = (name: IconName, slot: string | null) =>
  html`<svg class="icon" slot=${slot ?? nothing} viewBox="0 0 24 24" aria-hidden="true">${STROKES[name]}</svg>`
