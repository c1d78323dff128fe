import type { gapSchema } from '../../server/api/templates/dry-run.ts'
import type { createBody, listParameters } from '../../server/api/templates/inquiry-templates.ts'
import type { templateSchema } from '../../server/api/templates/template-resource.ts'
import type { templateVersionSchema } from '../../server/api/templates/template-version-resource.ts'
import type {
  publishBody,
  listParameters as versionParameters,
} from '../../server/api/templates/template-versions.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, ListOptions, NoFilters, Single } from '../types.ts'

type Template = typeof templateSchema
type Version = typeof templateVersionSchema

/** What an organization requires of a person, in versions. */
export function inquiryTemplates(http: Http) {
  const at = endpoints(http, '/inquiry-templates')
  const versions = endpoints(http, '/inquiry-template-versions').list<Version, typeof versionParameters>()
  return {
    list: at.list<Template, typeof listParameters>(),
    all: at.all<Template, typeof listParameters>(),
    create: at.create<AttributesOf<typeof createBody>, Single<Template>>(),
    retrieve: at.retrieve<Template>(),
    /** A new version, from which new inquiries are made from now on. */
    publish: at.actWith<AttributesOf<typeof publishBody>, Single<Version>>('versions'),
    versions: (id: string, options?: Omit<ListOptions<NoFilters>, 'filter'>) =>
      versions({ ...options, filter: { 'inquiry-template-id': id } }),
    /** What sharing an inquiry of your own into the template would lead to. */
    dryRun: at.actWith<{ 'inquiry-id': string }, Single<typeof gapSchema>>('dry-run'),
  }
}
