import { SIGN_WORDS } from '@tldr-rm/scenes';
import type { PerturbContext } from '../context';
import type { Perturbation } from '../edit';
import { replaceValues } from './replace-values';

/** Changes the word that the text reads from a sign to one that is on no sign of the picture. */
export function perturbTextOcr(context: PerturbContext): Perturbation | null {
  const { claims, random, scene } = context;
  const words = claims.filter(({ kind }) => kind === 'word');
  for (const claim of random.shuffle(words)) {
    const value = random.pick(SIGN_WORDS.filter((word) => scene.signs.every((sign) => sign.word !== word)));
    const perturbation = replaceValues(context, [{ claim, value, word: () => value }]);
    if (perturbation !== null) return perturbation;
  }
  return null;
}
