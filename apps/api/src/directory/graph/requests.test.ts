import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { activateBody, assignBody, bulkBody, deviceBody, passBody, skuProperties, userProperties } from './requests.js';

const here = fileURLToPath(new URL('checked-against-microsoft.ts', import.meta.url));
const device = {
  serial: '0070000001',
  manufacturer: 'Sample Vendor',
  model: 'C200',
  period: 60,
  secretBase32: 'GEZDGNBVGY3TQOJQ',
  userId: '5b1f3c9e-0000-4000-8000-000000000000',
} as const;

/** What Microsoft's published types say to a value: the compiler's complaints, none where it fits. */
function complaints(declarations: readonly (readonly [type: string, value: unknown])[]): string[] {
  const lines = declarations.map(
    ([type, value], at) => `export const value${String(at)}: ${type} = ${JSON.stringify(value)};`,
  );
  const text = [`import type * as graph from '@microsoft/microsoft-graph-types-beta';`, ...lines].join('\n');
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
  host.getSourceFile = (name, version, ...rest) =>
    name === here ? ts.createSourceFile(name, text, version) : read(name, version, ...rest);
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => name === here || exists(name);
  const program = ts.createProgram([here], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const deviceType = 'graph.HardwareOathTokenAuthenticationMethodDevice';

describe('what goes to Graph', () => {
  it('has the names and types of Microsoft’s published types', () => {
    const found = complaints([
      [deviceType, deviceBody({ ...device, algorithm: 'SHA1' })],
      [deviceType, deviceBody({ ...device, algorithm: 'SHA256' })],
      ...bulkBody([
        { ...device, algorithm: 'SHA1' },
        { ...device, algorithm: 'SHA256' },
      ]).value.map(({ '@contentId': _, ...row }) => [deviceType, row] as const),
      ['graph.HardwareOathAuthenticationMethod', assignBody('an-id')],
      ['graph.TemporaryAccessPassAuthenticationMethod', passBody({ minutes: 60, once: true })],
      ['(keyof graph.User)[]', userProperties],
      ['(keyof graph.SubscribedSku)[]', skuProperties],
      [`(keyof ${deviceType})[]`, ['serialNumber', 'assignedTo', 'status']],
      [`graph.HardwareOathTokenStatus[]`, ['available', 'assigned', 'activated', 'failedActivation']],
    ]);
    expect(found).toEqual([]);
  }, 30_000);

  it('would be found out with a wrong name, a wrong type or a wrong word', () => {
    const good = deviceBody({ ...device, algorithm: 'SHA1' });
    const found = complaints([
      [deviceType, { ...good, serial: '1' }],
      [deviceType, { ...good, timeIntervalInSeconds: '30' }],
      [deviceType, { ...good, hashFunction: 'sha1' }],
    ]);
    expect(found).toHaveLength(3);
  }, 30_000);

  it('carries the code in the one parameter that the activate action has', () => {
    expect(activateBody('123456')).toEqual({ verificationCode: '123456' });
  });
});
