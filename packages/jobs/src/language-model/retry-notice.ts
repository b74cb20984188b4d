import type { RetryNotice } from '@tldr-rm/language-models';
import type { JobNotice } from '../job/job';

/** Tells of requests that are sent again, so that nobody waits in silence. */
export function retryNotice(onNotice: (notice: JobNotice) => void): (retry: RetryNotice) => void {
  return ({ attempt, reason, waitMilliseconds }) => {
    const seconds = (waitMilliseconds / 1000).toFixed(1);
    onNotice({ code: 'RETRYING', message: `retrying in ${seconds} s (attempt ${attempt} failed): ${reason}` });
  };
}
