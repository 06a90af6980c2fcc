import type { AnchorTables } from './anchor.js';
import type { ApiKeyTables } from './api-key.js';
import type { ArrivalTables } from './arrival.js';
import type { BatchTables } from './batches.js';
import type { BurnOrderTables } from './burn-orders.js';
import type { DestructionTables } from './destructions.js';
import type { EntraRoleTables } from './entra-roles.js';
import type { EscrowTables } from './escrow.js';
import type { EventTables } from './events.js';
import type { GraphTables } from './graph.js';
import type { JobTables } from './jobs.js';
import type { LifeAfterTables } from './life-after.js';
import type { LostTables } from './lost.js';
import type { MoltoTables } from './molto.js';
import type { NoticeTables } from './notice.js';
import type { OutboxTables } from './outbox.js';
import type { PacingTables } from './pacing.js';
import type { PeopleTables } from './people.js';
import type { ReadOutTables } from './read-out.js';
import type { RetentionTables } from './retention.js';
import type { SeedFileTables } from './seed-file.js';
import type { SeedTables } from './seeds.js';
import type { SelfServiceTables } from './self-service.js';
import type { ShipmentTables } from './shipments.js';
import type { StationTables } from './stations.js';
import type { TenantTables } from './tenant.js';
import type { TokenTables } from './tokens.js';

/** The record's tables, by their names. */
export interface Schema
  extends
    AnchorTables,
    ApiKeyTables,
    ArrivalTables,
    BatchTables,
    BurnOrderTables,
    DestructionTables,
    EntraRoleTables,
    EscrowTables,
    EventTables,
    GraphTables,
    JobTables,
    LifeAfterTables,
    LostTables,
    MoltoTables,
    NoticeTables,
    OutboxTables,
    PacingTables,
    PeopleTables,
    ReadOutTables,
    RetentionTables,
    SeedFileTables,
    SeedTables,
    SelfServiceTables,
    ShipmentTables,
    StationTables,
    TenantTables,
    TokenTables {}
