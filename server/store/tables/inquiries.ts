/** What is asked of a person, and their run of it. See ../schema.ts for what columns have in common. */

export interface InquiryTemplateTable {
  id: string
  environment_id: string
  name: string
  status: 'active' | 'archived'
  latest_version_id: string | null
  created_at: number
}

export interface InquiryTemplateVersionTable {
  id: string
  environment_id: string
  template_id: string
  document_json: string
  created_at: number
}

export interface InquiryTable {
  id: string
  environment_id: string
  /** Null in a clone, which has no template here. */
  template_id: string | null
  template_version_id: string | null
  /** For how long it is kept after it ended, as its template says, in days; null where no time was told. */
  retention_days: number | null
  account_id: string | null
  status: string
  reference_id: string | null
  note: string | null
  tags_json: string
  reviewer_comment: string | null
  creator: string
  created_at: number
  updated_at: number
  started_at: number | null
  completed_at: number | null
  failed_at: number | null
  marked_for_review_at: number | null
  decisioned_at: number | null
  expired_at: number | null
  redacted_at: number | null
  /** When it expires by itself, or would have. */
  expires_at: number | null
  /** What it gets when it is started, and when it is resumed; null where it does not expire then. */
  expires_after_start_seconds: number | null
  expires_after_resume_seconds: number | null
  /** Life of its one-time links for which none is asked. */
  one_time_link_seconds: number | null
}

/** One sitting of a person at an inquiry: whoever has its token may continue it until then. */
export interface InquirySessionTable {
  id: string
  environment_id: string
  inquiry_id: string
  token_hash: string
  created_at: number
  /** When it was first used. */
  started_at: number | null
  expires_at: number
  /** When it was ended before its time. */
  expired_at: number | null
  /** The connect session that goes on where a link of this one was opened; null while none was. */
  connect_session_id: string | null
  /** The secret of the page that opened it, beside those of the connect session's own pages, and where that page is. */
  page_secret_hash: string | null
  page_origin: string | null
}

/** A code that opens an inquiry session once. */
export interface OneTimeLinkTable {
  code_hash: string
  environment_id: string
  session_id: string
  created_at: number
  expires_at: number
  used_at: number | null
}
