// Starts the program of a detector's thread from its TypeScript sources, which a thread does not load by itself.
import { register } from 'tsx/esm/api';

register();
await import('./detector-thread.ts');
