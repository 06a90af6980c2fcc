import { ParcelList, ParcelResults } from '@depot/contracts';
import type { ParcelsWhich, PostParcels, TrackParcels } from '@depot/contracts';
import { query } from './query';
import { ask, askForLong } from './request';

type Posted = (typeof PostParcels)['_input']['parcels'];
type Tracked = (typeof TrackParcels)['_input']['parcels'];

export const listParcels = (which: ParcelsWhich, search: string) =>
  ask(ParcelList, 'GET', `parcels${query({ which, search })}`);
export const postParcels = (parcels: Posted) => askForLong(ParcelResults, 'parcels/post', { parcels });
export const trackParcels = (parcels: Tracked) => askForLong(ParcelResults, 'parcels/tracking', { parcels });
export const unpostParcels = (parcels: readonly string[]) => askForLong(ParcelResults, 'parcels/unpost', { parcels });
