import type { RetryNotice } from '@tldr-rm/language-models';

/** Says on stderr that a request to a language model failed and is sent again, so that nobody waits in silence. */
export function reportRetry({ attempt, reason, waitMilliseconds }: RetryNotice): void {
  process.stderr.write(`retrying in ${(waitMilliseconds / 1000).toFixed(1)} s (attempt ${attempt} failed): ${reason}\n`);
}
