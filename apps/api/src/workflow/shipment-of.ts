import type { ShipmentView } from '@depot/contracts';

/** A shipment's columns beside a job's, as a join that may find none has them. */
interface ShipmentColumns {
  readonly shipment_id: string | null;
  readonly shipment_kind: 'parcel' | 'hand-over' | null;
  readonly carrier: string | null;
  readonly tracking: string | null;
  readonly sent_at: Date | null;
  readonly delivered_at: Date | null;
}

export function shipmentOf(row: ShipmentColumns): ShipmentView | null {
  if (row.shipment_id === null) return null;
  return {
    id: row.shipment_id,
    kind: row.shipment_kind,
    carrier: row.carrier,
    tracking: row.tracking,
    sentAt: row.sent_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  };
}
