import { InputError } from '@tldr-rm/schema';

/** A tokenizer file is missing, too large, or damaged, or a tokenizer cannot be trained as asked. */
export class TokenizerError extends InputError {}
