import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Stands on no disk. */
const here = fileURLToPath(new URL('checked-against-microsoft.ts', import.meta.url));

/** What Microsoft's published types say to these lines: the compiler's complaints, none where all fits. */
export function complaints(lines: readonly string[]): string[] {
  const text = [
    `import type * as graph from '@microsoft/microsoft-graph-types-beta';`,
    `type Of<T, K extends keyof T> = NonNullable<T[K]> extends readonly (infer E)[] ? E : NonNullable<T[K]>;`,
    `type Asked<T> = { [K in keyof T]?: T[K] | null };`,
    ...lines,
  ].join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...more) =>
    name === here ? ts.createSourceFile(name, text, version) : read(name, version, ...more);
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => name === here || exists(name);
  const program = ts.createProgram([here], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ start, messageText }) => {
    const line = text.slice(0, start ?? 0).split('\n').length - 1;
    return `${text.split('\n')[line] ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
