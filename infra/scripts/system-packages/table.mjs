import { anyVersion, binary } from './probe.mjs';

/**
 * What some tests need from the operating system. `installed` probes for it, `debian` is its package there,
 * `leftOut` says what is not tested without it. A header or a driver is probed with `file('/usr/include/…')`.
 */
export const systemPackages = [
  { debian: 'redis-server', installed: binary('redis-server'), leftOut: 'the queue on Redis' },
  {
    debian: 'postgresql',
    // Debian keeps the server off the path, in a folder for each version; Homebrew puts it there.
    installed: () => anyVersion('/usr/lib/postgresql', 'bin/postgres')() || binary('postgres')(),
    leftOut: 'the record and the queue on PostgreSQL',
  },
  { debian: 'chromium', installed: binary('chromium'), leftOut: 'the screens in a browser' },
  { debian: 'oathtool', installed: binary('oathtool'), leftOut: 'codes against a second implementation' },
  { debian: 'qrencode', installed: binary('qrencode'), leftOut: 'QR codes drawn by another program' },
  { debian: 'nginx-light', installed: binary('nginx'), leftOut: 'two replicas behind the proxy' },
  { debian: 'systemd', installed: binary('systemd-analyze'), leftOut: 'the systemd units, read by systemd' },
  { debian: 'openssl', installed: binary('openssl'), leftOut: 'the proxy’s certificate' },
];

export const missingPackages = () => systemPackages.filter(({ installed }) => !installed());
