import { DEFAULT_PROMPT } from '@tldr-rm/schema';

/** Ways to ask for a caption. */
export const CAPTION_PROMPTS = [
  DEFAULT_PROMPT,
  'Describe the picture.',
  'Describe this image.',
  'What is in the picture?',
  'What can you see in the image?',
  'What do you see?',
  'What does the picture show?',
  'Tell me about this picture.',
  'Write a caption for this image.',
  'Say what is in the image.',
] as const;
