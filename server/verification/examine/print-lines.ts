/** A line of print, from its left to its right end along its middle; pixels. */
export interface PrintLine {
  left: Point
  right: Point
  length: number
  thickness: number
}

export interface Point {
  x: number
  y: number
}

interface Marks {
  width: number
  height: number
  marks: Uint8Array
}

/** A shape whose ends lie this much further apart than its sides is a line. */
const SLENDERNESS_MIN = 8

/** Lines of print among marks of strokes, at any slant well below 45°: strokes at most `gap` pixels apart are one. */
export function printLinesOf(image: Marks, gap: number, lengthMin: number): PrintLine[] {
  return shapesOf(runsOf(image, gap))
    .map(lineOf)
    .filter(({ length, thickness }) => length >= lengthMin && length >= SLENDERNESS_MIN * thickness)
}

interface Run {
  y: number
  from: number
  /** The first pixel after it. */
  to: number
  shape: number
}

/** Rows of marks, gaps of up to `gap` pixels filled. */
function runsOf({ width, height, marks }: Marks, gap: number): Run[] {
  const runs: Run[] = []
  for (let y = 0; y < height; y++) {
    let run: Run | null = null
    for (let x = 0; x < width; x++) {
      if (marks[y * width + x] !== 1) continue
      if (run && x - run.to <= gap) {
        run.to = x + 1
      } else {
        run = { y, from: x, to: x + 1, shape: runs.length }
        runs.push(run)
      }
    }
  }
  return runs
}

/** Runs that touch from row to row, by shape. */
function shapesOf(runs: Run[]): Run[][] {
  const rootOf = (index: number): number => {
    let root = index
    while (runs[root]?.shape !== root) root = runs[root]?.shape ?? root
    const own = runs[index]
    if (own) own.shape = root
    return root
  }
  let above = 0
  for (const [index, run] of runs.entries()) {
    while (isAbove(runs[above], run)) above += 1
    for (let other = above; other < index; other++) {
      const upper = runs[other]
      if (!upper || upper.y === run.y || upper.from > run.to) break
      if (upper.to < run.from) continue
      const root = runs[rootOf(other)]
      if (root) root.shape = rootOf(index)
    }
  }
  const shapes = new Map<number, Run[]>()
  for (const [index, run] of runs.entries()) {
    const root = rootOf(index)
    const shape = shapes.get(root)
    if (shape) shape.push(run)
    else shapes.set(root, [run])
  }
  return [...shapes.values()]
}

/** Whether a run can touch neither `run` nor any later one. */
const isAbove = (earlier: Run | undefined, run: Run): boolean =>
  earlier !== undefined && (earlier.y < run.y - 1 || (earlier.y === run.y - 1 && earlier.to < run.from))

/** The line through the middle of a shape, by its principal axis. */
function lineOf(shape: Run[]): PrintLine {
  let [count, sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0, 0]
  for (const { y, from, to } of shape) {
    const size = to - from
    const middle = (from + to - 1) / 2
    count += size
    sumX += size * middle
    sumY += size * y
    sumXX += size * middle * middle + (size * (size * size - 1)) / 12
    sumYY += size * y * y
    sumXY += size * middle * y
  }
  const [x, y] = [sumX / count, sumY / count]
  const [xx, yy, xy] = [sumXX / count - x * x, sumYY / count - y * y, sumXY / count - x * y]
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  const axis = { x: Math.cos(angle), y: Math.sin(angle) }
  const across = (xx + yy - Math.hypot(xx - yy, 2 * xy)) / 2
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const run of shape) {
    const drop = (run.y - y) * axis.y
    first = Math.min(first, (run.from - x) * axis.x + drop)
    last = Math.max(last, (run.to - 1 - x) * axis.x + drop)
  }
  const at = (distance: number): Point => ({ x: x + distance * axis.x, y: y + distance * axis.y })
  return {
    left: at(first),
    right: at(last),
    length: last - first,
    thickness: Math.sqrt(12 * Math.max(0, across)),
  }
}
