import type { PerturbContext } from '../context';
import { decidableFirst } from '../decidable';
import type { Perturbation } from '../edit';
import { changeCount } from './counting';
import { namedEntities, renameEntity } from './object-identification';
import { changeAttribute } from './visual-attribute';

/** Share of changes that concern a small thing's name; the others concern what is said about it. */
const NAME_SHARE = 0.6;

/** Changes the name, the colour or the number of a small thing. */
export function perturbSmallObject(context: PerturbContext): Perturbation | null {
  const { claims, random } = context;
  const small = namedEntities(context).filter(({ size }) => size === 'small');
  for (const entity of random.shuffle(small)) {
    const details = claims.filter(({ kind, subject }) => subject === entity.id && (kind === 'colour' || kind === 'count'));
    if (details.length > 0 && !random.chance(NAME_SHARE)) {
      const claim = decidableFirst(context, details)[0]!;
      const perturbation = claim.kind === 'count' ? changeCount(context, claim) : changeAttribute(context, claim);
      if (perturbation !== null) return perturbation;
    }
    const renamed = renameEntity(context, entity);
    if (renamed !== null) return renamed;
  }
  return null;
}
