import type {
  connectionInviteSchema,
  connectionOfferSchema,
} from '../../server/api/connection-invites/connection-invite-resource.ts'
import type {
  acceptBody,
  inviteMeta,
  listParameters,
  previewBody,
} from '../../server/api/connection-invites/connection-invites.ts'
import type { createBody } from '../../server/api/connection-invites/create-invite.ts'
import type { connectionSchema } from '../../server/api/connections/connection-resource.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, Single, WithMeta, WriteOptions } from '../types.ts'

type Invite = typeof connectionInviteSchema

/** Connections that are offered by link. */
export function connectionInvites(http: Http) {
  const { write, below, ...at } = endpoints(http, '/connect/connection-invites')
  return {
    list: at.list<Invite, typeof listParameters>(),
    all: at.all<Invite, typeof listParameters>(),
    create: at.create<AttributesOf<typeof createBody>, WithMeta<Single<Invite>, typeof inviteMeta>>(),
    retrieve: at.retrieve<Invite>(),
    revoke: at.act<Single<Invite>>('revoke'),
    /** What the link offers, to whoever holds it. `invite` is what follows its `#`. */
    preview: (attributes: AttributesOf<typeof previewBody>, options?: WriteOptions) =>
      write<Single<typeof connectionOfferSchema>>('POST', below('preview'), attributes, options),
    /** Makes the connection, with the caller as its destination. */
    accept: (attributes: AttributesOf<typeof acceptBody>, options?: WriteOptions) =>
      write<Single<typeof connectionSchema>>('POST', below('accept'), attributes, options),
  }
}
