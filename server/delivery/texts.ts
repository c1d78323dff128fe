import { languageFor } from '../connect/consent-text/languages.ts'

/** One sentence with the code, whom it is for, how long it is good, and that nobody else may ask for it. */
const TEXTS: Readonly<Record<string, (code: string, organization: string) => string>> = {
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

/** What a person reads who is sent a code, in their language or in English. */
export function codeText(locale: string, code: string, organization: string): string {
  const text = TEXTS[languageFor(locale)]
  if (!text) throw new Error(`no text in ${locale}`)
  return text(code, organization)
}
