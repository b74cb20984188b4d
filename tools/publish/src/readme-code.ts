/** A block of code in a README. */
export interface ReadmeCode {
  readonly language: 'ts' | 'js' | 'sh';
  readonly code: string;
  /** Whether "run" stands behind its language, which no reader sees: "```sh run". */
  readonly marked: boolean;
}

const LANGUAGES: Readonly<Record<string, ReadmeCode['language']>> = {
  ts: 'ts',
  typescript: 'ts',
  js: 'js',
  javascript: 'js',
  sh: 'sh',
  bash: 'sh',
  shell: 'sh',
};

/** The first block that somebody who installed the package would run, passing over `npm install` itself; null if there is none. */
export function firstCode(markdown: string): ReadmeCode | null {
  return codeBlocks(markdown).find(({ language, code }) => language !== 'sh' || !installsOnly(code)) ?? null;
}

/** Every block of TypeScript, JavaScript or shell commands, in order. */
export function codeBlocks(markdown: string): ReadmeCode[] {
  return [...markdown.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```/gms)].flatMap(([, name = '', marks = '', code = '']) => {
    const language = LANGUAGES[name];
    return language === undefined ? [] : [{ language, code, marked: marks.trim() === 'run' }];
  });
}

function installsOnly(code: string): boolean {
  const commands = code.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return commands.every((line) => /^(\w+=\S+ )*(npm|pnpm) (i|install|add)\b/.test(line));
}
