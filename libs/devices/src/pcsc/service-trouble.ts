import process from 'node:process';

/** Why there are no readers at all, for the people at the kiosk. Each ends with what they, or the admin, can do. */
export const serviceTrouble = {
  notRunning:
    'The smart-card service is not running: start it on the station’s computer (sudo systemctl start pcscd.socket). ' +
    'The readers come back by themselves.',
  notAnswering:
    'The smart-card service does not answer: restart it on the station’s computer' +
    `${process.platform === 'linux' ? ' (sudo systemctl restart pcscd)' : ''}. The readers come back by themselves.`,
  noBinding:
    'The smart-card library is missing: install it on the station’s computer (on Debian and Ubuntu: libpcsclite1 and ' +
    'pcscd), and the agent again if that does not help.',
} as const;
