import { InputError } from '@tldr-rm/schema';
import { ICON_SETS, type IconSet } from './nouns';

/** Checks names of icon sets that came from outside. @throws {InputError} `UNKNOWN_ICON_SET` for an empty list or a name that is none. */
export function resolveIconSets(names: readonly string[]): readonly IconSet[] {
  const unknown = names.find((name) => !(ICON_SETS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InputError('UNKNOWN_ICON_SET', `"${unknown}" is no icon set. Known sets: ${ICON_SETS.join(', ')}.`);
  if (names.length === 0) throw new InputError('UNKNOWN_ICON_SET', `no icon set was named. Known sets: ${ICON_SETS.join(', ')}.`);
  return names as readonly IconSet[];
}
