/** The one build of tfjs's kernels that is used; every processor that runs Node 22 has these instructions. */
export const WASM = 'tfjs-backend-wasm-simd.wasm'

/** The networks: 190 kB, 360 kB and 6.4 MB. */
export const DETECTOR = 'tiny_face_detector_model'
export const LANDMARKS = 'face_landmark_68_model'
export const RECOGNISER = 'face_recognition_model'

export const manifestOf = (model: string): string => `${model}-weights_manifest.json`
export const weightsOf = (model: string): string => `${model}.bin`
