import { alterPicture, type CaptionWriter } from '@tldr-rm/language-models';
import { addWeightNoise, digestCheckpoint, loadCheckpoint, TextGenerator } from '@tldr-rm/model';
import type { CheckpointSpec } from './generator-spec';

/** Texts that are written at once; more gain little on a processor. */
const BATCH = 32;

/**
 * A generator that runs a checkpoint here. Its weights are made ready with the first batch, since all its texts may be there already.
 *
 * @throws {InputError} if the checkpoint is missing or damaged.
 */
export async function openCheckpointWriter(spec: CheckpointSpec): Promise<CaptionWriter> {
  const { seed, temperature, topP, maximumTokens, stop, picture, weightNoise } = spec;
  const checkpoint = await loadCheckpoint(spec.checkpoint);
  const decoding = { seed, temperature, topP, maximumTokens, stop };
  let opening: Promise<TextGenerator> | undefined;
  let opened: TextGenerator | undefined;
  const open = async (): Promise<TextGenerator> => {
    const { parameters } = checkpoint;
    opened = await TextGenerator.open({
      ...checkpoint,
      parameters: weightNoise ? addWeightNoise(parameters, weightNoise, seed) : parameters,
    });
    return opened;
  };
  return {
    pictureSize: checkpoint.config.imageSize,
    pictureFit: 'square',
    identity: { checkpoint: await digestCheckpoint(spec.checkpoint), decoding, picture, weightNoise },
    batch: BATCH,
    async write(questions, onAnswer) {
      opening ??= open();
      const generator = await opening;
      const requests = await Promise.all(
        questions.map(async ({ picture: image, prompt, seed: own }) => ({
          pixels: (await alterPicture(await image.decode(), picture)).data,
          prompt,
          seed: own,
        })),
      );
      const texts = await generator.generate(requests, decoding);
      for (const [index, { text, end, tokens }] of texts.entries()) await onAnswer(index, { text, end, completionTokens: tokens });
    },
    close: () => opened?.close(),
  };
}
