const MAX_BUFFER = 64 * 1024

/**
 * Reads `text/event-stream` piece by piece: give it the next piece of text, get the data of each event that is whole by
 * now. Ids and names are not read, since each event of ours has them in its data too; comments are heartbeats.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 *
 * @throws RangeError when 64 kB have come and no event's end
 */
export function createEventReader(): (piece: string) => string[] {
  let rest = ''
  return piece => {
    const blocks = (rest + piece).split(/\r\n\r\n|\n\n|\r\r/)
    rest = blocks.pop() ?? ''
    if (rest.length > MAX_BUFFER) throw new RangeError('An event of the stream has no end.')
    return blocks.map(dataOf).filter(data => data !== '')
  }
}

function dataOf(block: string): string {
  const lines = block.split(/\r\n|\n|\r/).filter(line => line.startsWith('data:'))
  return lines.map(line => line.slice(5).replace(/^ /, '')).join('\n')
}
