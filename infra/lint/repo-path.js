import { relative, sep } from 'node:path';

/** The linted file's path from the repository's root, with slashes on every system. */
export const repoPath = ({ filename, cwd }) => relative(cwd, filename).split(sep).join('/');

export const isBelow = (path, folder) => path.startsWith(`${folder}/`);
