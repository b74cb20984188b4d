import type { RetryNotice } from '@tldr-rm/language-models';
import type { JobNotice } from './job';

/** Tells that a request to a language model failed and is sent again, so that nobody waits in silence. */
export function noticeRetry(onNotice: (notice: JobNotice) => void): (retry: RetryNotice) => void {
  return ({ attempt, reason, waitMilliseconds }) => {
    const message = `retrying in ${(waitMilliseconds / 1000).toFixed(1)} s (attempt ${attempt} failed): ${reason}`;
    onNotice({ code: 'RETRYING', message });
  };
}
