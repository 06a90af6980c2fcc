import { expect, test } from 'vitest';
import { defaultFolder, type Place } from './default-folder.js';

const nowhere = {
  home: '/home/kiosk',
  stateDirectory: undefined,
  xdgStateHome: undefined,
  localAppData: undefined,
  programData: undefined,
};
const windows: Place = {
  ...nowhere,
  platform: 'win32',
  home: 'C:\\Users\\kiosk',
  localAppData: 'C:\\Users\\kiosk\\AppData\\Local',
  programData: 'C:\\ProgramData',
};
const system = 'C:\\Windows\\System32\\config\\systemprofile\\AppData\\Local';
const service = 'C:\\Windows\\ServiceProfiles\\LocalService\\AppData\\Local';

test.each<[string, Place, string]>([
  ['a person on Linux', { ...nowhere, platform: 'linux' }, '/home/kiosk/.local/state/token-depot-agent'],
  [
    'a state folder of one’s own',
    { ...nowhere, platform: 'linux', xdgStateHome: '/state' },
    '/state/token-depot-agent',
  ],
  [
    'a state folder that is none',
    { ...nowhere, platform: 'linux', xdgStateHome: 'state' },
    '/home/kiosk/.local/state/token-depot-agent',
  ],
  [
    'a unit of systemd',
    { ...nowhere, platform: 'linux', stateDirectory: '/var/lib/token-depot-agent', xdgStateHome: '/state' },
    '/var/lib/token-depot-agent',
  ],
  [
    'macOS',
    { ...nowhere, platform: 'darwin', home: '/Users/kiosk' },
    '/Users/kiosk/Library/Application Support/Token Depot Agent',
  ],
  ['a person on Windows', windows, 'C:\\Users\\kiosk\\AppData\\Local\\TokenDepotAgent'],
  ['the system on Windows', { ...windows, localAppData: system }, 'C:\\ProgramData\\TokenDepotAgent'],
  ['a service on Windows', { ...windows, localAppData: service }, 'C:\\ProgramData\\TokenDepotAgent'],
  [
    'Windows without its variables',
    { ...windows, localAppData: undefined, programData: undefined },
    'C:\\Users\\kiosk\\AppData\\Local\\TokenDepotAgent',
  ],
])('%s has its folder', (_, place, folder) => {
  expect(defaultFolder(place)).toBe(folder);
});
