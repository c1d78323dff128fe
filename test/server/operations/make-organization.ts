import { runCommand } from './command.ts'

export interface Made {
  organizationId: string
  sandbox: { environmentId: string; key: string }
  production: { environmentId: string; key: string }
}

/** Makes an organization by the operator's command; what it has said. */
export async function makeOrganization(settings: NodeJS.ProcessEnv, name = 'Northwind'): Promise<Made> {
  const { code, said } = await runCommand('organization/organization', settings, ['create', '--name', name])
  if (code !== 0) throw new Error(said)
  const environment = (kind: string) => {
    const [, environmentId = '', key = ''] =
      new RegExp(`^ {2}${kind} +(env_\\w+) +(connect_${kind}_\\S+)$`, 'm').exec(said) ?? []
    return { environmentId, key }
  }
  const organizationId = /\((org_\w+)\)/.exec(said)?.[1] ?? ''
  return { organizationId, sandbox: environment('sandbox'), production: environment('production') }
}
