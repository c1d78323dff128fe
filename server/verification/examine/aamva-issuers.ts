/**
 * The States and territories of the United States, and the provinces of Canada, by the number that their barcodes begin
 * with: AAMVA's list of issuer identification numbers, as the ANSI register has them.
 */
const ISSUERS = [
  '636000VA 636001NY 636002MA 636003MD 636004NC 636005SC 636006CT 636007LA 636008MT 636009NM 636010FL 636011DE',
  '636012ON 636013NS 636014CA 636015TX 636016NL 636017NB 636018IA 636019GU 636020CO 636021AR 636022KS 636023OH',
  '636024VT 636025PA 636026AZ 636028BC 636029OR 636030MO 636031WI 636032MI 636033AL 636034ND 636035IL 636036NJ',
  '636037IN 636038MN 636039NH 636040UT 636041ME 636042SD 636043DC 636044SK 636045WA 636046KY 636047HI 636048MB',
  '636049NV 636050ID 636051MS 636052RI 636053TN 636054NE 636055GA 636058OK 636059AK 636060WY 636061WV 636062VI',
  '604426PE 604427AS 604428QC 604429YT 604430MP 604431PR 604432AB 604433NU',
].flatMap(line => line.split(' '))

const SUBDIVISIONS: ReadonlyMap<string, string> = new Map(
  ISSUERS.map(issuer => [issuer.slice(0, 6), issuer.slice(6)]),
)

/** The postal code of who issued a licence; null where the number is nobody's. */
export const subdivisionOf = (issuer: string): string | null => SUBDIVISIONS.get(issuer) ?? null
