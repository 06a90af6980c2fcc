import type { WithDefault } from './columns.js';

export interface ShipmentTable {
  id: string;
  recipient_id: string;
  kind: 'parcel' | 'hand-over' | null;
  carrier: string | null;
  tracking: string | null;
  opened_at: WithDefault<Date>;
  sent_at: Date | null;
  delivered_at: Date | null;
}

export interface ShipmentTables {
  shipment: ShipmentTable;
}
