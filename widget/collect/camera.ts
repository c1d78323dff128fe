/** The camera for one picture. It is on only while it is looked through. */
export interface Camera {
  stream: MediaStream
  stop(): void
}

/** Whether this page can ask for a camera at all: only secure contexts can. */
export const hasCamera = (): boolean => navigator.mediaDevices?.getUserMedia !== undefined

/** Turns the camera on; only after a click of the person's own. Null where they, or the machine, do not let it. */
export async function openCamera(facingMode: 'user' | 'environment'): Promise<Camera | null> {
  const video = { facingMode, width: { ideal: 2560 }, height: { ideal: 1440 } }
  const stream = await navigator.mediaDevices.getUserMedia({ video }).catch(() => null)
  return (
    stream && {
      stream,
      stop() {
        for (const track of stream.getTracks()) track.stop()
      },
    }
  )
}
