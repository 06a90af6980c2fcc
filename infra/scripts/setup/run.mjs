import { spawn } from 'node:child_process';
import process from 'node:process';
import { root } from './root.mjs';

const terminalSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command to its end and answers with its exit code.
 * `output`: 'inherit' shows it, 'stderr' keeps stdout clean, 'collect' answers with the text as well.
 */
export function run(command, args, { cwd = root, env = process.env, output = 'inherit', shell = false } = {}) {
  const outward = {
    inherit: ['inherit', 'inherit', 'inherit'],
    stderr: ['inherit', 2, 2],
    collect: ['ignore', 'pipe', 'pipe'],
  };
  const child = spawn(command, args, { cwd, env, shell, stdio: outward[output] });
  let text = '';
  child.stdout?.on('data', (chunk) => (text += chunk));
  child.stderr?.on('data', (chunk) => (text += chunk));
  // We outlive the child, so that the prompt comes back after its last word. Ctrl-C reaches it through
  // the terminal; a signal sent to us alone has to be passed on.
  const pass = (signal) => signal !== 'SIGINT' && child.kill(signal);
  terminalSignals.forEach((signal) => process.on(signal, pass));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, text }));
  }).finally(() => terminalSignals.forEach((signal) => process.off(signal, pass)));
}

/** The same for a JavaScript file under this Node. */
export const runNode = (file, args, options) => run(process.execPath, [file, ...args], options);
