import { perturbScene } from '@tldr-rm/perturb';
import { createRandom } from '@tldr-rm/random';
import type { DemoExample } from '@tldr-rm/reports';
import { describeScene, encodePng, loadSceneAssets, renderScene, sampleScene } from '@tldr-rm/scenes';
import { DEFAULT_PROMPT, type LabelledSample, type Scene, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';

/** Captions of this many sentences: long enough to have words that are right, short enough to read eight of them. */
const SENTENCES = { minimumSentences: 2, maximumSentences: 3 };

/**
 * Draws pictures of the test split, `each` for every kind of hallucination: for each the first ones, counted from the seed, whose caption can be made wrong in that way.
 * No detector is asked.
 */
export async function drawExamples(seed: number, each: number): Promise<DemoExample[]> {
  const assets = await loadSceneAssets();
  const samples = TAXONOMIES.flatMap((taxonomy) => drawSamples(taxonomy, seed, each));
  return Promise.all(
    samples.map(async ({ taxonomy, scene, sample }) => {
      return { taxonomy, sample, png: await encodePng(renderScene(scene, assets), scene.width, scene.height) };
    }),
  );
}

function drawSamples(taxonomy: Taxonomy, seed: number, each: number): { taxonomy: Taxonomy; scene: Scene; sample: LabelledSample }[] {
  const drawn: { taxonomy: Taxonomy; scene: Scene; sample: LabelledSample }[] = [];
  for (let index = 0; drawn.length < each; index += 1) {
    const random = createRandom(`demo/${seed}/${taxonomy}/${index}`);
    const scene = sampleScene(random, { split: 'test' });
    const { text, claims } = describeScene(scene, random, SENTENCES);
    const id = `${taxonomy}-${index}`;
    const sample = perturbScene({ id, prompt: DEFAULT_PROMPT, response: text, scene, claims }, random, { taxonomy });
    if (sample !== null) drawn.push({ taxonomy, scene, sample });
  }
  return drawn;
}
