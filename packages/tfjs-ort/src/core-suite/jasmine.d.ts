/** What the suite's entry uses of jasmine-core, which comes without types. */
declare module 'jasmine-core' {
  /** Defines Jasmine's globals. */
  export function boot(): typeof jasmine;
}

interface JasmineSpecResult {
  readonly fullName: string;
  readonly status: string;
  readonly failedExpectations: readonly { readonly message: string }[];
}

declare const jasmine: {
  DEFAULT_TIMEOUT_INTERVAL: number;
  getEnv(): {
    configure(options: { random: boolean }): void;
    addReporter(reporter: { specDone(result: JasmineSpecResult): void }): void;
    execute(): Promise<unknown>;
  };
};
