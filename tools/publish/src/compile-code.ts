import ts from 'typescript';

export interface Compiled {
  /** What the compiler says about each file that was given, one line each. */
  readonly ofFile: ReadonlyMap<string, readonly string[]>;
  /** What it says about declarations that these files lead to. */
  readonly ofDeclarations: readonly string[];
}

/** Compiles programs beside themselves as a strict user does: declarations of packages are checked too. */
export function compileCode(files: readonly string[]): Compiled {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    skipLibCheck: false,
  });
  program.emit();
  const said = ts.getPreEmitDiagnostics(program);
  const lines = (of: (file: string) => boolean) => said.filter(({ file }) => of(file?.fileName ?? '')).map(oneLine);
  return {
    ofFile: new Map(files.map((name) => [name, lines((file) => ts.sys.resolvePath(file) === ts.sys.resolvePath(name))])),
    ofDeclarations: lines((file) => file === '' || file.includes('/node_modules/')),
  };
}

function oneLine({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  if (!file) return message;
  const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
  return `${file.fileName.replace(/^.*\/node_modules\//, '')}:${line + 1}: ${message}`;
}
