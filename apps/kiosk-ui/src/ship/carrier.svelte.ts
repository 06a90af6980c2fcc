/** The carrier last used, for as long as the page is open: a depot rarely changes it between two parcels. */
class LastCarrier {
  name = $state('');
}

export const lastCarrier = new LastCarrier();
