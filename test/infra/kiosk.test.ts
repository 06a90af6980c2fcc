import { existsSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { DOMParser } from '@xmldom/xmldom';
import { parse } from 'plist';
import { describe, expect, it } from 'vitest';
import { inRepository, textOf } from './repository.js';

const kiosk = (path: string): string => textOf(`infra/kiosk/${path}`);
const program = 'token-depot-agent';

type Rule = (action: { id: string }, subject: { user: string }) => string | undefined;

function polkitRules(): Rule[] {
  const rules: Rule[] = [];
  const polkit = { addRule: (rule: Rule) => rules.push(rule), Result: { YES: 'yes' } };
  runInNewContext(kiosk('linux/50-token-depot-agent.rules'), { polkit });
  return rules;
}

describe('a kiosk on Linux', () => {
  it('keeps the kernel’s NFC drivers from the readers, in modprobe’s own words', () => {
    const lines = kiosk('linux/token-depot-readers.conf')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual(['blacklist pn533_usb', 'blacklist pn533', 'blacklist nfc']);
  });

  it('lets the agent’s user, and nobody else, use pcscd', () => {
    const [rule, ...others] = polkitRules();
    expect(others).toEqual([]);
    for (const access of ['access_pcsc', 'access_card'])
      expect(rule?.({ id: `org.debian.pcsc-lite.${access}` }, { user: program })).toBe('yes');
    expect(rule?.({ id: 'org.debian.pcsc-lite.access_card' }, { user: 'somebody' })).toBeUndefined();
    expect(rule?.({ id: 'org.freedesktop.login1.reboot' }, { user: program })).toBeUndefined();
    expect(textOf('infra/systemd/token-depot-agent.service')).toMatch(new RegExp(`^User=${program}$`, 'm'));
  });
});

const { withMolto2 } = (await import(inRepository('infra/kiosk/linux/add-molto2.mjs'))) as {
  withMolto2(text: string): string;
};
type Readers = Record<'ifdVendorID' | 'ifdProductID' | 'ifdFriendlyName', string[]>;

const small = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0">
<dict>
	<key>ifdVendorID</key>
	<array>
		<string>0x072F</string>
		<string>0x349E</string>
	</array>
	<key>ifdProductID</key>
	<array>
		<string>0x2200</string>
		<string>0x0430</string>
	</array>
	<key>ifdFriendlyName</key>
	<array>
		<string>ACS ACR122U</string>
		<string>TOKEN2 MFA NFC Reader</string>
	</array>
</dict>
</plist>
`;

describe('libccid’s list of readers', () => {
  const readersOf = (text: string): string[] => {
    const { ifdVendorID, ifdProductID, ifdFriendlyName } = parse(text) as unknown as Readers;
    return ifdVendorID.map((vendor, at) => `${vendor}:${ifdProductID[at] ?? ''} ${ifdFriendlyName[at] ?? ''}`);
  };

  it('gets the Molto2 once, at the same place of its three arrays', () => {
    const more = withMolto2(small);
    expect(readersOf(more)).toEqual([...readersOf(small), '0x349E:0x0300 TOKEN2 Molto2']);
    expect(withMolto2(more)).toBe(more);
  });

  it.skipIf(!existsSync('/etc/libccid_Info.plist'))('is left alone where libccid knows the Molto2', () => {
    const text = readFileSync('/etc/libccid_Info.plist', 'utf8');
    const isKnown = readersOf(text).some((reader) => reader.startsWith('0x349E:0x0300'));
    const added = isKnown ? [] : ['0x349E:0x0300 TOKEN2 Molto2'];
    expect(readersOf(withMolto2(text))).toEqual([...readersOf(text), ...added]);
  });

  it('is not taken for another file', () => {
    expect(() => withMolto2('<plist/>')).toThrow(/not libccid/);
  });
});

describe('a kiosk on macOS', () => {
  it('starts the agent when somebody signs in, and again when it fails', () => {
    expect(parse(kiosk('macos/token-depot-agent.plist'))).toMatchObject({
      Label: program,
      ProgramArguments: [expect.stringMatching(/^\/.*\/token-depot-agent$/), 'run'],
      RunAtLoad: true,
      KeepAlive: { SuccessfulExit: false },
      Umask: 0o077,
    });
  });
});

describe('a kiosk on Windows', () => {
  const text = kiosk('windows/token-depot-agent.xml');
  const complaints: string[] = [];
  const task = new DOMParser({ onError: (_level, message) => complaints.push(message) }).parseFromString(
    text,
    'text/xml',
  );
  const value = (name: string): string | null => task.getElementsByTagName(name)[0]?.textContent ?? null;

  it('has a task that is well formed, of the scheduler’s namespace, and names no encoding', () => {
    expect(complaints).toEqual([]);
    expect(task.documentElement?.namespaceURI).toBe('http://schemas.microsoft.com/windows/2004/02/mit/task');
    expect(text).not.toContain('<?xml');
  });

  it('runs the agent once, for as long as it likes, and looks after it every minute', () => {
    expect(value('MultipleInstancesPolicy')).toBe('IgnoreNew');
    expect(value('ExecutionTimeLimit')).toBe('PT0S');
    expect(value('Interval')).toBe('PT1M');
    expect(value('RunLevel')).toBe('LeastPrivilege');
    expect(value('Command')).toMatch(/\\node\.exe$/);
    expect(value('Arguments')).toMatch(/^"[^"]+\\token-depot-agent\\dist\\main\.js" run$/);
  });
});

describe('the notes for kiosks', () => {
  it('name every file that lies beside them, and say what was not tried', () => {
    const notes = kiosk('README.md');
    for (const file of [
      'token-depot-readers.conf',
      '50-token-depot-agent.rules',
      'add-molto2.mjs',
      'macos/token-depot-agent.plist',
      'windows/token-depot-agent.xml',
    ])
      expect(notes).toContain(file);
    expect(notes.match(/^## .* — untried here$/gm)).toHaveLength(2);
  });
});
