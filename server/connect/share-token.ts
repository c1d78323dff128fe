/** Shortest life of a share token, in seconds (published). */
export const EXPIRES_IN_SECONDS_MIN = 60
/** Longest life of a share token, in seconds: 21 days (published). */
export const EXPIRES_IN_SECONDS_MAX = 1_814_400
/** Life of a share token for which none is asked, in seconds: 14 days (published). */
export const EXPIRES_IN_SECONDS_DEFAULT = 1_209_600

/** Statuses of an inquiry that may be shared: the source has finished with it. */
export const SHAREABLE_INQUIRY_STATUSES: readonly string[] = ['completed', 'approved']
