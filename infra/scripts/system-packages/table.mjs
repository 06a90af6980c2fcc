import process from 'node:process';
import { anyVersion, binary, file, succeeds } from './probe.mjs';

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
  { debian: 'poppler-utils', installed: binary('pdftotext'), leftOut: 'what a person reads on a PDF' },
  { debian: 'oathtool', installed: binary('oathtool'), leftOut: 'codes against a second implementation' },
  { debian: 'gnupg', installed: binary('gpg'), leftOut: 'seed files encrypted by GnuPG' },
  { debian: 'pskctool', installed: binary('pskctool'), leftOut: 'PSKC of a second implementation' },
  { debian: 'zip', installed: binary('zip'), leftOut: 'seed files packed by Info-ZIP' },
  { debian: 'qrencode', installed: binary('qrencode'), leftOut: 'QR codes drawn by another program' },
  { debian: 'nginx-light', installed: binary('nginx'), leftOut: 'two replicas behind the proxy' },
  { debian: 'systemd', installed: binary('systemd-analyze'), leftOut: 'the systemd units, read by systemd' },
  { debian: 'openssl', installed: binary('openssl'), leftOut: 'the proxy’s certificate' },
  {
    debian: 'softhsm2',
    installed: binary('softhsm2-util'),
    leftOut: 'the keyring behind PKCS #11',
  },
  { debian: 'pcscd', installed: binary('pcscd'), leftOut: 'real PC/SC' },
  {
    debian: 'vsmartcard-vpcd',
    installed: file('/usr/lib/pcsc/drivers/serial/libifdvpcd.so'),
    leftOut: 'real PC/SC with virtual readers',
  },
  {
    debian: 'libpcsclite-dev',
    installed: file('/usr/include/PCSC/winscard.h'),
    leftOut: 'PC/SC through nfc-pcsc, which is compiled against it',
  },
  // The drivers of the virtual readers and nfc-pcsc are compiled.
  { debian: 'g++', installed: binary('g++'), leftOut: 'real PC/SC with virtual readers' },
  { debian: 'make', installed: binary('make'), leftOut: 'PC/SC through nfc-pcsc' },
  { debian: 'python3', installed: binary('python3'), leftOut: 'PC/SC through nfc-pcsc' },
  {
    // There nearly always; what may be forbidden is what it does, as in a container with few rights.
    debian: 'util-linux',
    installed: succeeds(
      'unshare',
      process.getuid?.() === 0 ? ['--mount', 'true'] : ['--mount', '--map-root-user', 'true'],
    ),
    leftOut: 'real PC/SC, which takes a view of the disk of its own (unshare --mount)',
  },
];

export const missingPackages = () => systemPackages.filter(({ installed }) => !installed());
