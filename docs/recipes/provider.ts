import { createHmac, timingSafeEqual } from 'node:crypto'
import express from 'express'

/** A provider of one check: `app.listen(4000)`, and name its address and secret in the `providers` of createConnect. */
export function livenessProvider(secret: string, isAlive: (photo: Buffer) => Promise<boolean>) {
  const app = express().use(express.text({ type: 'application/json', limit: '40mb' }))
  app.post('/', async (req, res) => {
    const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(req.get('connect-signature') ?? '') ?? []
    const wanted = createHmac('sha256', secret).update(`${seconds}.${req.body}`).digest()
    const isOurs = given !== undefined && timingSafeEqual(wanted, Buffer.from(given, 'hex'))
    if (!isOurs || Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return res.status(401).end()
    const { documents } = JSON.parse(req.body)
    const alive = await isAlive(Buffer.from(documents[0]?.files[0]?.data ?? '', 'base64'))
    const check = { name: 'selfie_liveness_detection', status: alive ? 'passed' : 'failed' }
    return res.json({ checks: [{ ...check, reasons: alive ? [] : ['low_liveness_confidence'] }] })
  })
  return app
}
