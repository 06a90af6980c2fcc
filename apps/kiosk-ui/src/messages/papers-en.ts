/** Texts in English about what is printed, what is lost in the post, and how long the record keeps what. */
export const papersInEnglish = {
  'lost.button': 'Lost in the post',
  'lost.title': 'Lost in the post · job {number}',
  'lost.what': 'What happens when you confirm',
  'lost.graph': 'In Entra the token is taken from its user at once.',
  'lost.byHandNow': 'Entra cannot be told from here: the job’s page then says what to do in the portal.',
  'lost.byHandLater':
    'The user keeps the lost token’s entry at Microsoft until the new one is enrolled; then it is removed by hand.',
  'lost.newJob': 'A new job for the same recipient waits in the same batch. Both name each other.',
  'lost.seedGone': 'The seed is destroyed at once. No code of the lost token is read out any more.',
  'lost.seedKept':
    'The seed stays until the new token is enrolled, then it is destroyed. Until then the helpdesk can read out a code: each wants a second person’s yes.',
  'lost.closed': 'Reading codes out is closed here: an admin opens it under Settings.',
  'lost.pass': 'Meanwhile a Temporary Access Pass can let them in: on this page, or with the helpdesk.',
  'lost.noPass': 'Without a connection to Entra the depot can make no Temporary Access Pass.',
  'lost.others': 'In the same parcel lay: {jobs}. Say so on each of their pages.',
  'lost.wayIn': 'Can they sign in without this token?',
  'lost.wayIn.read-out': 'No, or not known: keep its codes as their last way in',
  'lost.wayIn.none': 'Yes: destroy its seed at once',
  'lost.confirm': 'Lost: make a new job',
  'lost.replacedBy': 'Lost in the post. Made good by',
  'lost.replaces': 'Makes good for a token that was lost in the post:',
  'lost.lastWayIn': 'Until the new token is enrolled, codes of this one are the recipient’s last way in.',
  'lost.usual.1': 'The carrier cannot find it',
  'lost.usual.2': 'It never came',
  'lost.usual.3': 'It was stolen on the way',
  'helpdesk.lastWayIn':
    'This token was lost in the post. Its codes are the last way in until the new one is enrolled: each wants a second person’s yes.',
  'event.job.way-in-ended': 'The last way in with the lost token ended',

  'letter.one': 'Letter for the parcel',
  'letter.many': 'Letters ({count})',
  'letter.manager': 'Letter for the manager (PDF)',
  'letter.managerAbout': 'It holds a new code: never put it into the parcel.',
} as const;
