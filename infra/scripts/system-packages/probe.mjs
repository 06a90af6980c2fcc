import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

// Where Debian keeps servers, which are often not on a user's path.
const alsoHere = process.platform === 'win32' ? [] : ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/usr/bin'];
const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];

/** A program on the path. */
export const binary = (name) => () =>
  [...(process.env.PATH ?? '').split(delimiter), ...alsoHere].some((folder) =>
    endings.some((ending) => existsSync(join(folder, name + ending))),
  );

/** A file at its place. */
export const file = (path) => () => existsSync(path);

/** A file below any of the version folders in `folder`. */
export const anyVersion = (folder, path) => () =>
  existsSync(folder) && readdirSync(folder).some((version) => existsSync(join(folder, version, path)));

/** A program that does what it is asked here. */
export const succeeds = (name, args) => () => spawnSync(name, args, { stdio: 'ignore' }).status === 0;
