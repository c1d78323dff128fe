import { languageFor } from '../connect/consent-text/languages.ts'

/** Something with whom it is for. */
type Text = (secret: string, organization: string) => string

/** One sentence with the code, whom it is for, how long it is good, and that nobody else may ask for it. */
const CODE_TEXTS: Readonly<Record<string, Text>> = {
  en: (code, name) =>
    `${code} is your code for ${name}. It is valid for 10 minutes. Do not share it with anyone.`,
  de: (code, name) => `${code} ist Ihr Code für ${name}. Er gilt 10 Minuten. Geben Sie ihn nicht weiter.`,
  fr: (code, name) =>
    `${code} est votre code pour ${name}. Il est valable 10 minutes. Ne le communiquez à personne.`,
  es: (code, name) =>
    `${code} es su código para ${name}. Es válido durante 10 minutos. No lo comparta con nadie.`,
  it: (code, name) =>
    `${code} è il Suo codice per ${name}. È valido per 10 minuti. Non lo comunichi a nessuno.`,
  pt: (code, name) =>
    `${code} é o seu código para ${name}. É válido por 10 minutos. Não o partilhe com ninguém.`,
  nl: (code, name) => `${code} is uw code voor ${name}. De code is 10 minuten geldig. Deel deze met niemand.`,
  pl: (code, name) =>
    `${code} to Państwa kod dla ${name}. Jest ważny 10 minut. Prosimy nikomu go nie podawać.`,
  ar: (code, name) => `${code} هو رمزك لدى ${name}. الرمز صالح لمدة 10 دقائق. لا تشاركه مع أي شخص.`,
  ja: (code, name) => `${name}の確認コードは${code}です。有効期限は10分です。他人に教えないでください。`,
}

/** One sentence with the link, whom it is from, that it opens once, and that nobody else may have it. */
const LINK_TEXTS: Readonly<Record<string, Text>> = {
  en: (link, name) =>
    `${name} needs something more from you: ${link} The link opens once. Do not share it with anyone.`,
  de: (link, name) =>
    `${name} braucht noch etwas von Ihnen: ${link} Der Link lässt sich einmal öffnen. Geben Sie ihn nicht weiter.`,
  fr: (link, name) =>
    `${name} a encore besoin d’un élément de votre part : ${link} Le lien ne s’ouvre qu’une fois. Ne le communiquez à personne.`,
  es: (link, name) =>
    `${name} necesita algo más de usted: ${link} El enlace se abre una sola vez. No lo comparta con nadie.`,
  it: (link, name) =>
    `${name} ha ancora bisogno di qualcosa da Lei: ${link} Il link si apre una sola volta. Non lo comunichi a nessuno.`,
  pt: (link, name) =>
    `${name} precisa de mais alguma coisa de si: ${link} A ligação abre uma única vez. Não a partilhe com ninguém.`,
  nl: (link, name) =>
    `${name} heeft nog iets van u nodig: ${link} De link opent één keer. Deel deze met niemand.`,
  pl: (link, name) =>
    `${name} potrzebuje od Państwa czegoś jeszcze: ${link} Link otwiera się tylko raz. Prosimy nikomu go nie podawać.`,
  ar: (link, name) => `يحتاج ${name} إلى شيء آخر منك: ${link} يُفتح الرابط مرة واحدة. لا تشاركه مع أي شخص.`,
  ja: (link, name) =>
    `${name}の手続きには、あと少し入力が必要です。${link} リンクは一度だけ開けます。他人に教えないでください。`,
}

/** What a person reads who is sent a code, in their language or in English. */
export const codeText = (locale: string, code: string, organization: string): string =>
  textOf(CODE_TEXTS, locale)(code, organization)

/** The same of a one-time link. */
export const linkText = (locale: string, link: string, organization: string): string =>
  textOf(LINK_TEXTS, locale)(link, organization)

function textOf(texts: Readonly<Record<string, Text>>, locale: string): Text {
  const text = texts[languageFor(locale)]
  if (!text) throw new Error(`no text in ${locale}`)
  return text
}
