import { createRandom, type Random } from '@tldr-rm/random';
import { type LabelledSample, type Sample, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { contextOf, type PerturbContext } from './context';
import { applyPerturbation, type Perturbation } from './edit';
import { perturbAttributeBinding } from './taxonomies/attribute-binding';
import { perturbCounterfactual } from './taxonomies/counterfactual';
import { perturbCounting } from './taxonomies/counting';
import { perturbObjectIdentification } from './taxonomies/object-identification';
import { perturbSmallObject } from './taxonomies/small-object';
import { perturbSpatialRelationship } from './taxonomies/spatial-relationship';
import { perturbTextOcr } from './taxonomies/text-ocr';
import { perturbVisualAttribute } from './taxonomies/visual-attribute';

const PERTURB: Readonly<Record<Taxonomy, (context: PerturbContext) => Perturbation | null>> = {
  'spatial-relationship': perturbSpatialRelationship,
  'visual-attribute': perturbVisualAttribute,
  'attribute-binding': perturbAttributeBinding,
  'object-identification': perturbObjectIdentification,
  counting: perturbCounting,
  'small-object': perturbSmallObject,
  'text-ocr': perturbTextOcr,
  counterfactual: perturbCounterfactual,
};

/** Draws of one taxonomy before it counts as not applicable: a single draw can hit upon a change that the scene does not prove false. */
const DRAWS = 4;

/** Which hallucination is wanted. */
export interface PerturbOptions {
  /** Without it, any that can be applied, each as likely. */
  taxonomy?: Taxonomy;
}

/**
 * Makes a true response false along one of the eight taxonomies, with the false words labelled. The scene graph proves the negative: every changed claim
 * is plainly false of the picture. Words that changed only for grammar are labelled `ignore`.
 *
 * @returns the labelled sample, or null if the taxonomy cannot be applied, or the sample lacks its scene or its claims.
 */
export function perturbScene(sample: Sample, random: Random, options: PerturbOptions = {}): LabelledSample | null {
  const context = contextOf(sample, random);
  if (context === null) return null;
  const wanted = options.taxonomy === undefined ? random.shuffle(TAXONOMIES) : [options.taxonomy];
  for (const taxonomy of wanted) {
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const perturbation = PERTURB[taxonomy](context);
      if (perturbation !== null) return applyPerturbation(sample, perturbation, taxonomy);
    }
  }
  return null;
}

/** The taxonomies along which a sample can be perturbed. */
export function applicableTaxonomies(sample: Sample): Taxonomy[] {
  const context = contextOf(sample, createRandom(sample.id));
  if (context === null) return [];
  return TAXONOMIES.filter((taxonomy) => Array.from({ length: DRAWS }).some(() => PERTURB[taxonomy](context) !== null));
}
