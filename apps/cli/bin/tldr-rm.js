#!/usr/bin/env node
import { main } from '../dist/index.js';

// ONNX Runtime would keep a log and an identity of its telemetry among the temporary files of each run.
process.env.ORT_DISABLE_TELEMETRY ??= '1';

// A reader that has seen enough (`tldr-rm demo | head`) is no failure.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv);
