import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js'
import { nets, TinyFaceDetectorOptions, tf } from '@vladmandic/face-api'
import {
  DESCRIPTOR_SIDE,
  LANDMARKS_SIDE,
  type OpenFaceEngine,
} from '../../server/verification/examine/face-engine.ts'
import { DETECTOR, LANDMARKS, manifestOf, RECOGNISER } from './files.ts'

/** What dist/faces/engine.cjs holds: face-api and the parts of tfjs that it uses, without a loader of their own. */
export const openFaceEngine: OpenFaceEngine = async folder => {
  enableProdMode()
  setWasmPaths(join(folder, '/'))
  if (!(await setBackend('wasm'))) throw new Error('WebAssembly with SIMD is not available')
  const read = tf.io.weightsLoaderFactory(names =>
    Promise.all(names.map(async name => new Uint8Array(await readFile(join(folder, name))).buffer)),
  )
  const weights = async (model: string) =>
    read(JSON.parse(await readFile(join(folder, manifestOf(model)), 'utf8')))
  nets.tinyFaceDetector.loadFromWeightMap(await weights(DETECTOR))
  nets.faceLandmark68Net.loadFromWeightMap(await weights(LANDMARKS))
  nets.faceRecognitionNet.loadFromWeightMap(await weights(RECOGNISER))
  return {
    detect: (rgb, side, score) =>
      withPicture(rgb, side, async picture => {
        const options = new TinyFaceDetectorOptions({ inputSize: side, scoreThreshold: score })
        const found = await nets.tinyFaceDetector.locateFaces(picture, options)
        return found.map(({ score, box: { left, top, width, height } }) => ({
          score,
          box: { left, top, width, height },
        }))
      }),
    landmarks: rgb =>
      withPicture(rgb, LANDMARKS_SIDE, async picture => {
        const found = await nets.faceLandmark68Net.detectLandmarks(picture)
        return [found].flat().flatMap(({ positions }) => positions.map(({ x, y }) => ({ x, y })))
      }),
    describe: rgb =>
      withPicture(rgb, DESCRIPTOR_SIDE, async picture => {
        const [descriptor] = [await nets.faceRecognitionNet.computeFaceDescriptor(picture)].flat()
        if (!descriptor) throw new Error('no descriptor')
        return descriptor
      }),
  }
}

async function withPicture<Result>(
  rgb: Uint8Array,
  side: number,
  use: (picture: tf.Tensor3D) => Promise<Result>,
): Promise<Result> {
  const picture = tf.tensor3d(rgb, [side, side, 3], 'int32')
  try {
    return await use(picture)
  } finally {
    picture.dispose()
  }
}
