import { runCommand } from '../../server/operations/command.ts'

/** Runs a command of whoever runs the server, with its settings; what it has said. Throws where it was refused. */
export async function runOrThrow(
  name: string,
  settings: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<string> {
  const { code, said } = await runCommand(name, settings, args)
  if (code !== 0) throw new Error(said)
  return said
}
