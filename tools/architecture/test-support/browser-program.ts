import { scoreResponses } from './score-responses';

Object.assign(globalThis, { scoreResponses });
