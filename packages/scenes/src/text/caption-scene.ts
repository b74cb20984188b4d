import type { Random } from '@tldr-rm/random';
import type { Claim, Scene } from '@tldr-rm/schema';
import { CAPTION_PROMPTS } from './caption-prompts';
import { type DescribeOptions, describeScene } from './describe-scene';

/** A request for a caption and a true one. */
export interface Caption {
  prompt: string;
  response: string;
  claims: Claim[];
}

/** Describes a scene truly, in answer to a random request for a caption. */
export function captionScene(scene: Scene, random: Random, options: DescribeOptions = {}): Caption {
  const { text, claims } = describeScene(scene, random, options);
  return { prompt: random.pick(CAPTION_PROMPTS), response: text, claims };
}
