import { createHash } from 'node:crypto';
import { type ReadSamplesOptions, readSamples } from '@tldr-rm/datasets';
import { isLabelledFalse } from '@tldr-rm/perturb';

/** True texts by which replacements are drawn. Word frequencies of captions hardly change beyond, and reading these takes a tenth of a second. */
export const SAMPLED_TEXTS = 2000;

/** Texts from the beginning of a file. */
export interface SampledTexts {
  texts: string[];
  /** Samples that were read. */
  samples: number;
  /** Tells these texts from others: the first 16 hexadecimal digits of their sha256. */
  digest: string;
}

/**
 * Reads the first texts of a file of samples, but none that are labelled as false. Ends early at a record that cannot be read: whoever reads the file in earnest will say
 * so, after having used what stands before it.
 *
 * @param count samples to read, at most.
 */
export async function sampleTexts(path: string, reading: ReadSamplesOptions, count: number): Promise<SampledTexts> {
  const texts: string[] = [];
  const digest = createHash('sha256');
  let samples = 0;
  try {
    for await (const { sample } of readSamples(path, reading)) {
      if (samples === count) break;
      samples += 1;
      if (isLabelledFalse(sample)) continue;
      texts.push(sample.response);
      digest.update(JSON.stringify(sample.response));
    }
  } catch {
    // Said by the reader in earnest.
  }
  return { texts, samples, digest: digest.digest('hex').slice(0, 16) };
}
