/** A module that runs in a thread, and the options of Node that it needs. */
export interface ThreadProgram {
  url: URL;
  execArgv?: string[];
}

/** The program of a detector's thread: beside this module in the built package; from sources, behind the loader that the repository's programs run with. */
export function threadProgram(): ThreadProgram {
  if (!import.meta.url.endsWith('.ts')) return { url: new URL('./detector-thread.js', import.meta.url) };
  return { url: new URL('./detector-thread.sources.mjs', import.meta.url), execArgv: ['--conditions=@tldr-rm/source'] };
}
