/** Where an own-seed job stands when its code was taken: recorded in the background, perhaps before the answer is read. */
export const beingRecorded = ['recording', 'registering'];
