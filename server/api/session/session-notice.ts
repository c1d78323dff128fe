import { consentText } from '../../connect/consent-text/consent-text.ts'
import { languageFor } from '../../connect/consent-text/languages.ts'
import { askedDataTypes, gapOf } from '../../connect/gap.ts'
import { fixNotice, NOTICE_VERSION, noticeSchema } from '../../connect/notice.ts'
import type { TemplateDocument } from '../../connect/template.ts'
import type { Connection } from '../../store/connections.ts'
import { getNotice } from '../../store/consents.ts'
import { dataTypes, readJson } from '../../store/json.ts'
import { getOrganization } from '../../store/organizations.ts'
import type { Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import { getVersion } from '../../store/templates.ts'
import { partyOf } from '../party.ts'
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

/** The notice of a session that is being opened. */
export async function noticeFor(
  db: Db,
  { locale, purpose }: { locale: string; purpose: string },
  template: TemplateDocument,
  connection: Connection,
): Promise<FixedNotice> {
  const [source, destination] = await Promise.all([
    getOrganization(db, connection.source_organization_id),
    getOrganization(db, connection.destination_organization_id),
  ])
  const facts = {
    version: NOTICE_VERSION,
    locale: languageFor(locale),
    purpose,
    'retention-days': template['retention-days'],
    source: partyOf(source),
    destination: partyOf(destination),
    'data-types': askedDataTypes(template, readJson(dataTypes, connection.data_types_json)),
  }
  return inWords(facts, template)
}

/** What a notice says, put into words. */
export function inWords(facts: Omit<Notice, 'text'>, template: TemplateDocument): FixedNotice {
  const text = consentText(facts, gapOf(template, facts['data-types']))
  const notice: Notice = { ...facts, text }
  return { notice, ...fixNotice(notice) }
}
