import { posix, win32 } from 'node:path';

/** What the choice of a folder depends on. */
export interface Place {
  readonly platform: NodeJS.Platform;
  /** The home folder of whoever runs the agent. */
  readonly home: string;
  /** `STATE_DIRECTORY`, which systemd sets for a unit. */
  readonly stateDirectory: string | undefined;
  /** `XDG_STATE_HOME` */
  readonly xdgStateHome: string | undefined;
  /** `LOCALAPPDATA` */
  readonly localAppData: string | undefined;
  /** `PROGRAMDATA` */
  readonly programData: string | undefined;
}

/** Where the agent keeps identity and journal unless it is told: where this platform keeps such things. */
export function defaultFolder(place: Place): string {
  switch (place.platform) {
    case 'win32':
      return win32.join(windowsBase(place), 'TokenDepotAgent');
    case 'darwin':
      return posix.join(place.home, 'Library', 'Application Support', 'Token Depot Agent');
    default:
      // systemd gives several with colons between them where a unit names several; ours names one.
      return place.stateDirectory?.split(':')[0] ?? posix.join(stateHome(place), 'token-depot-agent');
  }
}

/** A relative path in XDG_STATE_HOME is to be ignored (XDG Base Directory Specification 0.8). */
function stateHome({ xdgStateHome = '', home }: Place): string {
  return posix.isAbsolute(xdgStateHome) ? xdgStateHome : posix.join(home, '.local', 'state');
}

/** A service's own profile lies inside the Windows folder, where nobody looks and an upgrade clears up. */
function windowsBase({ localAppData, programData, home }: Place): string {
  const isOfPerson = localAppData !== undefined && !/\\(systemprofile|serviceprofiles)\\/i.test(localAppData);
  if (isOfPerson) return localAppData;
  return programData ?? win32.join(home, 'AppData', 'Local');
}
