/** What is asked about a picture where nothing else is said: captions that come without a question answer it. */
export const DEFAULT_PROMPT = 'Describe the image.';
