import { describe, expect, it } from 'vitest';
import { runCli } from '../test-support/run-cli';

const COMMANDS = ['demo', 'detect', 'evaluate', 'scenes', 'perturb', 'train', 'export'];

describe('main', () => {
  it('prints help that names every command, and ends with 0', async () => {
    const { code, stdout } = await runCli('--help');
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(COMMANDS)('prints help with examples for %s', async (command) => {
    const { code, stdout } = await runCli(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`$ tldr-rm ${command}`);
  });

  it('prints its version', async () => {
    expect(await runCli('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('ends with 2 on an unknown flag, and suggests the nearest', async () => {
    const { code, stderr } = await runCli('demo', '--sead', '3');
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--sead'");
    expect(stderr).toContain('--seed');
  });

  it('ends with 2 on an unknown command, and suggests the nearest', async () => {
    const { code, stderr } = await runCli('scene');
    expect(code).toBe(2);
    expect(stderr).toContain('scenes');
  });

  it('ends with 2 where a flag is missing, or its value cannot be', async () => {
    expect((await runCli('scenes', '--out', 'x')).code).toBe(2);
    expect(await runCli('scenes', '--out', 'x', '--seed', '1', '--count', 'many')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('whole number'),
    });
    expect(await runCli('detect', '--image', 'a.png', '--text', 'a', '--theta', '2')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('0 to 1'),
    });
  });

  it('ends with 2 without a command', async () => {
    expect(await runCli()).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage:') });
  });
});
