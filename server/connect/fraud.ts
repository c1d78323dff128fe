/**
 * The checks that speak of deceit when they fail. The others ask the person to do something again: a sharper picture,
 * a document that has not expired (the published types of checks: fraud, and user action required).
 */
const FRAUD_CHECKS: ReadonlySet<string> = new Set([
  'id_account_comparison',
  'id_barcode_inconsistency_detection',
  'id_compromised_detection',
  'id_electronic_replica_detection',
  'id_extraction_inconsistency_detection',
  'id_fabrication_detection',
  'id_inconsistent_repeat_detection',
  'id_inquiry_comparison',
  'id_mrz_inconsistency_detection',
  'id_number_format_inconsistency_detection',
  'id_repeat_detection',
  'id_selfie_comparison',
  'id_tamper_detection',
  'selfie_account_comparison',
  'selfie_id_comparison',
  'selfie_liveness_detection',
  'selfie_multiple_faces_detection',
  'selfie_repeat_detection',
  'selfie_suspicious_entity_detection',
  'document_compromised_detection',
  'document_fabrication_detection',
  'document_pdf_modification_detection',
  'document_tamper_detection',
  'database_identity_comparison',
  'database_inquiry_comparison',
])

/** Whether a failed check of this name speaks of deceit. */
export const isFraudCheck = (name: string): boolean => FRAUD_CHECKS.has(name)
