/** Makes 20 calls at once of a detector in a thread, some of which are given up, closes it, and prints what is still open; must end by itself. */
import { loadDetector } from '../src/node-root';
import { RED, TINY_DETECTOR } from './tiny-detector';

const detector = await loadDetector(TINY_DETECTOR, { thread: true, threads: 1 });
const controller = new AbortController();
const calls = Array.from({ length: 20 }, (_, index) =>
  detector.detect({ image: RED, prompt: '', response: 'It is green.' }, index % 4 === 0 ? { signal: controller.signal } : {}),
);
controller.abort(new Error('given up'));
const outcomes = await Promise.allSettled(calls);
await detector.close();
const count = (status: string): number => outcomes.filter((outcome) => outcome.status === status).length;
const open = process.getActiveResourcesInfo().filter((resource) => !/^(TTYWrap|PipeWrap|FSReqPromise)$/.test(resource));
console.log(JSON.stringify({ fulfilled: count('fulfilled'), rejected: count('rejected'), open }));
