import type { Answer } from '../answers/answer';
import type { LanguageModelClient, Question } from '../language-model-client';
import { alterPicture, type PictureAlteration } from '../pictures/alter-picture';
import { encodePicture, MAXIMUM_SENT_SIDE } from '../pictures/encode-picture';
import { openedPicture, type Picture } from '../pictures/picture';

export interface WriteAboutPictureOptions extends Pick<Question, 'seed' | 'maximumTokens' | 'temperature' | 'topP' | 'signal'> {
  picture: Picture;
  /** What is asked about the picture. */
  prompt: string;
  /** What the model sees instead of the picture. */
  alteration?: PictureAlteration | undefined;
}

/**
 * Asks a model that sees pictures to write about one, which is sent as a data URI. White space around the text is left out.
 *
 * @throws {InputError} `PICTURE` if the pixels are not as many as they should be; what `ask` throws.
 */
export async function writeAboutPicture(
  model: Pick<LanguageModelClient, 'ask'>,
  { picture, prompt, alteration, ...decoding }: WriteAboutPictureOptions,
): Promise<Answer> {
  const { key, decode } = openedPicture(picture);
  const { data, mediaType } = await encodePicture(await alterPicture(await decode(), alteration));
  const answer = await model.ask({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: prompt },
          { type: 'image', image: data, mediaType },
        ],
      },
    ],
    identity: ['write', key, alteration ?? null, MAXIMUM_SENT_SIDE, prompt],
    ...decoding,
  });
  return { ...answer, text: answer.text.trim() };
}
