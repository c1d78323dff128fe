import { type ClientOptions, createClient } from './client.ts'
import { openSourcePage } from './intake/message.ts'
import { goToSourcePage } from './intake/redirect.ts'
import { onWake, pause } from './pause.ts'
import { ConnectSession } from './session.ts'
import { followEvents } from './stream.ts'

/** In ms: an opening that any network manages; three heartbeats of the server's, and some slack. */
const streamLimits = { openingLimit: 5_000, silenceLimit: 50_000 }

/** A session in a real page, at a real server. */
export function createSession(options: ClientOptions): ConnectSession {
  const client = createClient(options)
  const settings = { ...streamLimits, pause, onWake, random: Math.random }
  return new ConnectSession({
    client,
    followEvents: signal => followEvents(client, signal, settings),
    openSourcePage,
    goToSourcePage,
    pause,
  })
}
