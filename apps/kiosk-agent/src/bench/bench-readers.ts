import { type FieldDevice } from '@depot/devices';

/** What hands need of readers: their names, and to lay things on them. As `VirtualReaders` of `@depot/devices` says. */
export interface BenchReaders {
  list(): readonly { readonly name: string }[];
  place(reader: string, device: FieldDevice): void;
  remove(reader: string): FieldDevice | null;
  deviceOn(reader: string): FieldDevice | null;
  plug(reader: string): void;
  unplug(reader: string): void;
  readerOf(serial: string): string | null;
}
