import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where Debian's vsmartcard-vpcd puts it. */
const vpcdLibrary = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';

/** A USB reader that vpcd plays. `port` is where its card dials, and its product number on the bus. */
export interface UsbReader {
  readonly name: string;
  readonly port: number;
}

/** A USB bus for one pcscd: readers of our choice, each with a driver of its own, plugged and pulled at will. */
export class VirtualUsb {
  readonly #folder: string;
  readonly #plugged: Set<UsbReader>;

  /** @param folder a new one @throws Error when there is no C compiler, or no vpcd */
  constructor(folder: string, readers: readonly UsbReader[]) {
    this.#folder = folder;
    this.#plugged = new Set(readers);
    mkdirSync(this.drivers, { recursive: true });
    compile('virtual-usb.c', this.preload);
    const driver = join(folder, 'vpcd-driver.so');
    compile('vpcd-driver.c', driver);
    for (const reader of readers) this.#addDriver(reader, driver);
    execFileSync('mkfifo', ['-m', '600', this.#events]);
    this.#note();
  }

  /** What pcscd is to find in place of the system's drivers. */
  get drivers(): string {
    return join(this.#folder, 'drivers');
  }

  /** The library that shows pcscd this bus. */
  get preload(): string {
    return join(this.#folder, 'virtual-usb.so');
  }

  /** What that library reads. */
  get environment(): Readonly<Record<string, string>> {
    return { DEPOT_USB: this.#folder };
  }

  plug(reader: UsbReader): void {
    this.#plugged.add(reader);
    this.#note();
    this.#tell(`+${product(reader)}`);
  }

  unplug(reader: UsbReader): void {
    this.#plugged.delete(reader);
    this.#note();
    this.#tell(`-${product(reader)}`);
  }

  get #events(): string {
    return join(this.#folder, 'events');
  }

  #note(): void {
    writeFileSync(join(this.#folder, 'plugged'), [...this.#plugged].map((reader) => `${product(reader)}\n`).join(''));
  }

  /** Only while pcscd runs: nobody else reads the pipe. */
  #tell(event: string): void {
    writeFileSync(this.#events, event);
  }

  /** Each reader has libraries of its own: two on one would share its variables, and so their cards. */
  #addDriver(reader: UsbReader, driver: string): void {
    const contents = join(this.drivers, `${product(reader)}.bundle`, 'Contents');
    mkdirSync(join(contents, 'Linux'), { recursive: true });
    writeFileSync(join(contents, 'Info.plist'), propertyList(reader));
    copyFileSync(driver, join(contents, 'Linux', 'driver.so'));
    copyFileSync(vpcdLibrary, join(contents, 'Linux', 'driver.so.vpcd'));
  }
}

function product({ port }: UsbReader): string {
  return port.toString(16).padStart(4, '0');
}

/** The sources lie beside this file, or beside its TypeScript when it was compiled. */
function compile(name: string, library: string): void {
  const folder = import.meta.url.includes('/dist/') ? '../../pcsc/' : './';
  const source = fileURLToPath(new URL(folder + name, import.meta.url));
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** What pcscd reads of a driver. Source: pcsc-lite's hotplug_libudev.c. */
function propertyList(reader: UsbReader): string {
  const entry = (key: string, value: string): string => `<key>${key}</key>${value}`;
  const list = (value: string): string => `<array><string>${value}</string></array>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<plist version="1.0"><dict>',
    entry('CFBundleExecutable', '<string>driver.so</string>'),
    entry('ifdVendorID', list('0xD0D0')),
    entry('ifdProductID', list(`0x${product(reader)}`)),
    entry('ifdFriendlyName', list(reader.name)),
    '</dict></plist>',
    '',
  ].join('\n');
}
