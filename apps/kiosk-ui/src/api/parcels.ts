import { ParcelList, ParcelResults } from '@depot/contracts';
import type { ParcelsWhich, PostParcels, TrackParcels } from '@depot/contracts';
import { query } from './query';
import { ask } from './request';

type Posted = (typeof PostParcels)['_input']['parcels'];
type Tracked = (typeof TrackParcels)['_input']['parcels'];

export const listParcels = (which: ParcelsWhich, search: string) =>
  ask(ParcelList, 'GET', `parcels${query({ which, search })}`);
export const postParcels = (parcels: Posted) => ask(ParcelResults, 'POST', 'parcels/post', { parcels });
export const trackParcels = (parcels: Tracked) => ask(ParcelResults, 'POST', 'parcels/tracking', { parcels });
export const unpostParcels = (parcels: readonly string[]) => ask(ParcelResults, 'POST', 'parcels/unpost', { parcels });
