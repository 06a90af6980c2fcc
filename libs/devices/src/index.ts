export { Command } from './command.js';
export { DeviceError, deviceErrorAdvice, isDeviceError, type DeviceErrorCode } from './device-error.js';
export {
  answerTimeoutMs,
  LinkLost,
  ReaderTrouble,
  TransportMisuse,
  type Card,
  type CardReaders,
  type LinkLostReason,
  type ReaderEvent,
  type ReaderInfo,
  type ReaderListener,
} from './transport.js';
export { openPcscReaders, PcscUnavailable, type PcscOptions } from './pcsc/open-pcsc-readers.js';
export { bindingNames, type BindingName } from './pcsc/pcsc-binding.js';
export { type PcscReaders } from './pcsc/pcsc-readers.js';
export { burn, type BurnOrder } from './token2-single/burn.js';
export type { BurnOutcome } from './token2-single/burn-outcome.js';
export { identify, type SingleIdentity } from './token2-single/identify.js';
export { modelOf, singleModels, type SingleModel } from './token2-single/models.js';
export type { SingleSettings } from './token2-single/settings.js';
export { burnMolto, type MoltoBurnOrder, type MoltoBurnOutcome } from './molto2/burn.js';
export { identifyMolto, type MoltoIdentity } from './molto2/identify.js';
export {
  deleteMoltoSeed,
  factoryResetMolto,
  setCustomerKey,
  syncMoltoClocks,
  type MoltoAccess,
} from './molto2/maintenance.js';
export { isMoltoReader, moltoModels, type MoltoModel } from './molto2/models.js';
export type { MoltoProfile } from './molto2/profile-command.js';
export { lastTries, type KeyTries } from './molto2/session.js';
export type { MoltoSettings } from './molto2/settings.js';
export { VirtualMolto, type MoltoLine } from './molto2/virtual-molto.js';
export type { VirtualMoltoSnapshot, VirtualProfileSnapshot } from './molto2/virtual-memory.js';
export { VirtualToken, type VirtualTokenSnapshot, type VirtualWorld } from './token2-single/virtual-token.js';
export { VirtualClassicToken, type ClassicTokenSnapshot } from './virtual/classic-token.js';
export { Drawer, type DrawerOrder, type DrawerSnapshot, type DrawerToken } from './virtual/drawer.js';
export { ForeignCard, type ForeignKind } from './virtual/foreign-card.js';
export { FaultPlan, type Fault, type FaultRule } from './virtual/faults.js';
export type { FieldDevice, Reaction } from './virtual/field-device.js';
export { heardBy } from './virtual/heard-by.js';
export { repeatableBytes, type RandomBytes } from './virtual/random-bytes.js';
export { VirtualReaders, type VirtualReadersOptions } from './virtual/virtual-readers.js';
export { RecordingCard } from './transcript/recording-card.js';
export { cutSerial } from './transcript/cut-serial.js';
export { TranscriptMismatch } from './transcript/read-transcript.js';
export { replayBurns } from './transcript/replay-burns.js';
