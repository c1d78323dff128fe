/** How far two values agree (published). */
export type MatchLevel = 'none' | 'partial' | 'full'

/** Why two values could not be compared. */
export type Incomparable = 'missing_property' | 'not_in_reference' | 'script_not_comparable'

export type Comparison = { level: MatchLevel } | { incomparable: Incomparable }
