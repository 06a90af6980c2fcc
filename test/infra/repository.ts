import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** An absolute path of the repository, seen from `test/dist/infra/` and `test/infra/` alike. */
export function inRepository(path: string): string {
  return fileURLToPath(
    new URL(path, new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url)),
  );
}

export function textOf(path: string): string {
  return readFileSync(inRepository(path), 'utf8');
}

/** A YAML file with its anchors and merges resolved. */
export function yamlOf(path: string): unknown {
  return parse(textOf(path), { merge: true });
}

/** Every variable that the API reads. */
export async function settingNames(): Promise<readonly string[]> {
  const built = inRepository('apps/api/dist/platform/config/config.js');
  return ((await import(built)) as { settingNames: readonly string[] }).settingNames;
}
