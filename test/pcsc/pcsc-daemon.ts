import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The PC/SC daemon of the harness, to be stopped and started by a test. Only for use in the harness's own namespace:
 * the daemon is the one whose command line names the harness's configuration, and nothing else is ever signalled.
 */
export class PcscDaemon {
  readonly #pid: number;
  readonly #command: readonly string[];

  private constructor(pid: number, command: readonly string[]) {
    this.#pid = pid;
    this.#command = command;
  }

  /** The daemon that serves this network namespace. */
  static async takeOver(): Promise<PcscDaemon> {
    for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const command = commandLine(entry);
      if (command[0]?.endsWith('pcscd') === true && networkOf(entry) === networkOf('self')) {
        return new PcscDaemon(Number(entry), command);
      }
    }
    throw new Error('no PC/SC daemon in this namespace');
  }

  async stop(): Promise<void> {
    process.kill(this.#pid, 'SIGTERM');
    while (commandLine(String(this.#pid)).length > 0) await sleep(20);
  }

  /**
   * Starts it again, with the harness's readers or with those of another folder of configurations. Whoever starts a daemon
   * stops it: the harness knows only its own.
   */
  async start(configurations?: string): Promise<PcscDaemon> {
    const [program = 'pcscd', ...usual] = this.#command;
    const folderAt = usual.indexOf('--config') + 1;
    const parameters = configurations === undefined ? usual : usual.with(folderAt, configurations);
    const child = spawn(program, parameters, { stdio: 'ignore', detached: true });
    child.unref();
    while (!existsSync('/run/pcscd/pcscd.comm')) await sleep(20);
    return new PcscDaemon(child.pid ?? 0, this.#command);
  }
}

function commandLine(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .filter((part) => part !== '');
  } catch {
    return [];
  }
}

function networkOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}
