import { learn } from '../messages/message';

/** The parts of the program that come when they are first needed: each screen, and the capture of a QR code. */
export const parts = {
  bench: () => import('../bench/BenchScreen.svelte'),
  chooseStation: () => import('../bench/StationChoice.svelte'),
  line: () => import('../line/LineScreen.svelte'),
  signInAgain: () => import('../trouble/SignInAgain.svelte'),
  scanAnywhere: () => import('../scanning/ScanAnywhere.svelte'),
  capture: () => import('../burn/capture/CapturePanel.svelte'),
  arrival: () => import('../arrival/ArrivalScreen.svelte'),
  self: () => import('../self/SelfScreen.svelte'),
  batches: () => import('../batches/BatchList.svelte'),
  batch: () => import('../batches/BatchPage.svelte'),
  newBatch: () => import('../batches/NewBatch.svelte'),
  parcels: () => import('../parcels/ParcelsScreen.svelte'),
  escrow: () => import('../escrow/EscrowScreen.svelte'),
  helpdesk: () => import('../helpdesk/HelpdeskScreen.svelte'),
  waitingNotice: () => import('../helpdesk/WaitingNotice.svelte'),
  jobs: () => import('../jobs/JobSearch.svelte'),
  job: () => import('../jobs/JobPage.svelte'),
  tokens: () => import('../tokens/TokenList.svelte'),
  token: () => import('../tokens/TokenPage.svelte'),
  tokenSheet: () => import('../tokens/TokenSheetScreen.svelte'),
  seedFiles: () => import('../import/SeedFiles.svelte'),
  comparison: () => import('../directory/ComparisonScreen.svelte'),
  stations: () => import('../stations/StationList.svelte'),
  you: () => import('../account/YouScreen.svelte'),
  people: () => import('../people/PeopleScreen.svelte'),
  keys: () => import('../access/KeysScreen.svelte'),
  accessReview: () => import('../access/ReviewScreen.svelte'),
  reviewReminder: () => import('../access/ReviewReminder.svelte'),
  settings: () => import('../settings/SettingsScreen.svelte'),
} as const;

/** Brings the rest while nothing else is to do: what a bench needs in the middle of a job must be there when the network is not. */
export function fetchAhead(): void {
  // Safari has no idle callback.
  const later = 'requestIdleCallback' in window ? requestIdleCallback : (work: () => void) => setTimeout(work, 1000);
  later(() => {
    void Promise.allSettled([...Object.values(parts).map((part) => part()), learn('en'), learn('fr')]);
  });
}
