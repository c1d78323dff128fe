import { consentText } from '../../connect/consent-text/consent-text.ts'
import { languageFor } from '../../connect/consent-text/languages.ts'
import { gapOf } from '../../connect/gap.ts'
import { fixNotice, noticeSchema } from '../../connect/notice.ts'
import type { TemplateDocument } from '../../connect/template.ts'
import { getNotice } from '../../store/consents.ts'
import { readJson } from '../../store/json.ts'
import type { Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import { getVersion } from '../../store/templates.ts'
import type { Notice } from '../wire.ts'

/** A notice with the bytes that are kept of it, and their hash. */
export interface FixedNotice {
  notice: Notice
  body: string
  hash: string
}

/** The template that a session's inquiry is held to. */
export const templateOf = async (db: Db, session: Session): Promise<TemplateDocument> =>
  (await getVersion(db, session.environment_id, session.template_version_id)).document

/**
 * The notice that a session shows: as it was fixed when the session was opened or, for somebody who would like another
 * language, the same in that one.
 */
export async function noticeOf(db: Db, session: Session, locale?: string): Promise<FixedNotice> {
  const { body, hash } = await getNotice(db, session.notice_hash)
  const notice = readJson(noticeSchema, body)
  const language = locale === undefined ? notice.locale : languageFor(locale)
  if (language === notice.locale) return { notice, body, hash }
  return inWords({ ...notice, locale: language }, await templateOf(db, session))
}

/** What a notice says, put into words. */
export function inWords(facts: Omit<Notice, 'text'>, template: TemplateDocument): FixedNotice {
  const text = consentText(facts, gapOf(template, facts['data-types']))
  const notice: Notice = { ...facts, text }
  return { notice, ...fixNotice(notice) }
}
