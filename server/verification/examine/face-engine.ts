/**
 * The three networks that find, measure and describe a face. They are `@vladmandic/face-api`'s on tfjs, which `npm run
 * build` puts into dist/faces (see build/faces.ts). Pictures go in as RGB, one byte each, row by row, square.
 */
export interface FaceEngine {
  /** Faces of at least this score in a picture of `side` pixels, a multiple of 32; boxes in its pixels. */
  detect(rgb: Uint8Array, side: number, score: number): Promise<DetectedFace[]>
  /** The 68 landmarks (iBUG) of the face that a picture of LANDMARKS_SIDE shows, in its pixels. */
  landmarks(rgb: Uint8Array): Promise<Point[]>
  /**
   * 128 numbers that are close for pictures of the same face. A picture of DESCRIPTOR_SIDE. They are biometric data:
   * compare and forget them.
   */
  describe(rgb: Uint8Array): Promise<Float32Array>
}

export const LANDMARKS_SIDE = 112
export const DESCRIPTOR_SIDE = 150

export interface Point {
  x: number
  y: number
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export interface DetectedFace {
  /** 0 to 1. */
  score: number
  box: Box
}

/** Opens the engine with the files of one folder. Nothing is fetched. */
export type OpenFaceEngine = (folder: string) => Promise<FaceEngine>
