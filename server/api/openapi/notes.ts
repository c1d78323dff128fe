/** What a caller has to know beyond an operation's summary, by its `operationId`. */
export const NOTES: Readonly<Record<string, string>> = {
  'connections-create':
    'The connection is `pending` until the destination has accepted it. Where no data types are named, all may travel.',
  'connections-deactivate':
    'Share tokens that nobody has redeemed expire at once. A redemption that has begun goes on with what it has copied.',
  'connections-reactivate': 'The connection is `pending` again: the destination has to accept it once more.',
  'share-tokens-create':
    "The answer's `meta.share-token` is the secret form, which a session redeems. It is shown this once. With `share-request-id` the token can be redeemed in the session that asked, and nowhere else.",
  'share-tokens-redeem':
    'With `destination-id`, the data goes into that object; without, the source object is cloned. What travels is what the token, the connection, the consent and the template all allow. Follow the redemption by its events, or retrieve the token until it is `redeemed` or `failed`.',
  'share-tokens-expire': 'A token that is being redeemed, or has been, stays as it is.',
  'sessions-create':
    "Makes an inquiry for the person and fixes the notice that will be shown. The answer's `meta.client-secret` is shown this once; give it to the page, which passes it to the widget. In production both organizations have to have signed the agreement.",
  'session-consents':
    'Every required data type that is available has to be among those granted. The same decision again is answered with its record.',
  'session-redemption':
    'Takes the secret form of a share token, or the bare identifier of one that was minted for this session. A token that is unknown, spent, expired or bound to another session gets the same answer.',
  'session-inputs':
    'While the session awaits input: what the template asks for and nobody else has brought, in its order. What this session has given stays in the list. Values are never told.',
  'session-inputs-give':
    'As `multipart/form-data`, texts are parts `fields[<name>]`, files `documents[<kind>][<page>]`, and the class of a document of identity is the text `documents[<kind>][id-class]`; fields alone can come as JSON. Each request saves what it brings, in the place of what was given before, or nothing where something of it is not right. An empty text takes an optional field back. Where nothing required is missing any more, `meta.complete` is true and the stream of the session goes on. What the source or the organization has brought cannot be given here.',
  'session-codes-send':
    'Six digits, good for ten minutes and five attempts, to the address that the inquiry holds; three to one address, six in all, with a pause between. In the sandbox nothing is sent: the organization reads the code by its key. An error says in `code` which one it is.',
  'session-codes-confirm':
    'A code confirms the address that it was sent to, and no other. Each attempt counts before it is compared. Once the last code of an address is used up, the redemption goes on and the check is not passed.',
  'session-events':
    'With `Accept: text/event-stream` a stream that ends when nothing can follow, and goes on after `Last-Event-ID`; with `application/json` what has happened so far. Names of data types and results only, no values of a person.',
  'redemptions-events':
    'With `Accept: text/event-stream` a stream that ends with the redemption, and goes on after `Last-Event-ID`; with `application/json` what has happened so far.',
  'webhooks-create':
    'The webhook is `disabled` until it is enabled. What it is sent names the object that changed and its states, as `GET /events/{id}` does, and holds no values of a person. Each event arrives at least once; `data.id`, also in `webhook-id`, tells a repetition. Answer with 200, 201, 202 or 204 within 5 seconds; otherwise up to seven more attempts follow, over two days. Every attempt is signed by `Persona-Signature` and by the headers of Standard Webhooks.',
  'webhooks-rotate-secret':
    'Until the earlier secret expires, what is sent is signed with both: after a day where `expires-in-seconds` is not given, at once where it is 0.',
  'webhooks-redeliver':
    'Deliveries that have failed get all their attempts again, the first as soon as possible.',
  'workflows-create':
    'The workflow is `paused` until it is enabled. A document that is not right is refused with the path of what is wrong. The key must be allowed to do itself what the steps do. What each step does, and what a condition can speak of, is told in docs/workflows.md.',
  'workflows-dry-run':
    'What a run would do now, were it started by that event, or by that call: whether its condition holds, which steps would be done, and what would refuse each. It is tried for real and then given up: nothing is kept, nobody is called or sent anything, and whoever would be called counts as having answered.',
  'workflows-trigger':
    'Of a workflow whose trigger is `api`. `fields` name what the run is about, `inquiry-id` or `share-token-id`, as its document says; anything else is refused, so that no data of a person is kept with a run.',
  'usage-entries-list':
    'A redemption is charged when it is finished, and once: each verification that was run again by its kind, and a flat rate where anything was cloned. What failed is not charged, nor what could not be carried out on this side. With `Accept: text/csv` all entries are answered at once, oldest first, up to 100,000. Amounts are in minor units of the currency. The sandbox keeps a ledger of its own, which nobody pays.',
  'agreement-signatures-create':
    "In production, share tokens are created and redeemed only while the organization's own signature of the current version stands, or of the one before within its grace period; to redeem, the source's as well. What is signed in the sandbox is practice and counts there alone. A version is signed once.",
  'sandbox-reset':
    'Inquiries, accounts and transactions are redacted, reference lists and kept answers deleted, open sessions and share tokens that nobody has redeemed expire. API keys, templates, connections, webhooks and workflows stay, and so do consents, redemptions and receipts, which hold no data of a person. One call takes 500 objects of a kind at most: call again until `complete` is true.',
  'inquiries-generate-one-time-link':
    'The page that it leads to collects what the redemption into this inquiry awaits, whoever began it: a backend, a workflow, or the person in a session. Nothing that is there is asked for again, nor a consent that is on record. The page has a day from when the link is opened; it is shut out as soon as the inquiry session is expired, or the inquiry is decided, expired or redacted.',
  'inquiries-create':
    'Takes a template or a version of one. Fields that the template does not have are refused. With an interval in `meta` the inquiry expires by itself, with its sessions and one-time links; without one it does not.',
}
