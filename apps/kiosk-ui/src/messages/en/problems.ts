import { problems as known } from '@depot/contracts';

/** The contracts' own words, and what the browser alone can find out. */
export const problems = {
  ...known,
  unreachable: {
    title: 'The depot cannot be reached.',
    advice: 'Check the network and try again; nothing you typed is lost.',
  },
  unreadable: { title: 'The depot’s answer could not be read.', advice: 'Try again; if it stays, tell the admin.' },
};
