import { z } from 'zod';
import { holdsSecret } from './holds-secret.js';
import { Problem } from './problem.js';
import { PostalAddress } from './recipient.js';
import { Id, Instant } from './words.js';

const carrier = z.string().trim().min(1, 'name the carrier').max(80);
const tracking = z
  .string()
  .trim()
  .min(1, 'give the tracking number')
  .max(80)
  .refine((text) => !holdsSecret(text), 'this is a QR code that holds a secret; scan the number on the parcel');

/** `packed`: waits to be posted. `untracked`: on its way without a tracking number. */
export const ParcelsWhich = z.enum(['packed', 'untracked']);
export type ParcelsWhich = z.infer<typeof ParcelsWhich>;

/** A parcel with what lies in it, as the people see it who post many. */
export const ParcelView = z.object({
  id: Id,
  upn: z.string(),
  displayName: z.string().nullable(),
  address: PostalAddress,
  tokens: z.array(z.object({ jobId: Id, jobNumber: z.int(), serial: z.string() })),
  /** Whose the latest parcel to that country was; null before the first. */
  usualCarrier: z.string().nullable(),
  carrier: z.string().nullable(),
  openedAt: Instant,
  sentAt: Instant.nullable(),
});
export type ParcelView = z.infer<typeof ParcelView>;

/** By country, postal code and name. `total` may be more than are listed. */
export const ParcelList = z.object({ parcels: z.array(ParcelView), total: z.int() });
export type ParcelList = z.infer<typeof ParcelList>;

/** One request is for so many parcels at most, and a list shows as many. */
export const mostParcels = 500;
const many = <Parcel extends z.ZodType>(parcel: Parcel) =>
  z.strictObject({ parcels: z.array(parcel).min(1).max(mostParcels) });

/** `POST /api/jobs/:id/post` */
export const PostParcel = z.strictObject({ carrier, tracking });
/** `POST /api/parcels/post`: the tracking number may follow. */
export const PostParcels = many(z.strictObject({ id: Id, carrier, tracking: tracking.nullable().default(null) }));
/** `POST /api/parcels/tracking`: of parcels that were posted; null takes it away again. */
export const TrackParcels = many(z.strictObject({ id: Id, tracking: tracking.nullable() }));
/** `POST /api/parcels/unpost`: they have not left the house after all. */
export const UnpostParcels = many(Id);

/** `POST /api/parcels/letters`: a PDF with one page for each. */
export const PrintLetters = many(Id);

/** What became of each parcel, in the order of the request; without a problem it is done. */
export const ParcelResults = z.array(z.object({ id: Id, problem: Problem.nullable() }));
export type ParcelResults = z.infer<typeof ParcelResults>;
