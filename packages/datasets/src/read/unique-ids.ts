import { IdIndex } from '@tldr-rm/files';
import { recordError, type SamplePosition } from '../record-error';
import { shortened } from '../shortened';

/**
 * Makes a check that no id comes twice, for formats whose ids are meant to tell records apart: samples under one id are taken for one later.
 *
 * @returns a function that throws a {@link RecordError} or JsonlError, naming both places.
 */
export function uniqueIds(path: string): (id: string, position: SamplePosition) => void {
  const ids = new IdIndex();
  return (id, position) => {
    const earlier = ids.add(id, position.number);
    if (earlier === undefined) return;
    throw recordError(path, position, `the id ${shortened(id)} stands in ${position.unit} ${earlier} too. Give every record its own id.`);
  };
}
