#!/usr/bin/env node
import { main } from '../dist/index.js';

// A reader that has seen enough (`tldr-rm demo | head`) is no failure.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await main(process.argv);
