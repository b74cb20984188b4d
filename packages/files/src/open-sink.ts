import type { Writable } from 'node:stream';
import type { Output } from './output';
import { outputName } from './output-target';
import { unwritable } from './unwritable';

const guarded = new WeakSet<Writable>();

/** A stream that the caller has open, as an output. It is not ended: whoever opened it does that. */
export function openSink(stream: Writable): Output {
  const name = outputName(stream);
  // A reader that has gone is told with the write that it misses; as an event that nobody waits for it would end the process.
  if (!guarded.has(stream)) stream.on('error', () => undefined);
  guarded.add(stream);
  return {
    name,
    write: (chunk) =>
      new Promise<void>((resolve, reject) => {
        stream.write(chunk, (error) => (error ? reject(error) : resolve()));
      }).catch(unwritable(name)),
    finish: async () => undefined,
    discard: async () => undefined,
  };
}
