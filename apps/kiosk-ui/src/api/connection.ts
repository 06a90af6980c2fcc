import { ConnectionTest, ConnectionView } from '@depot/contracts';
import type { NewConnection } from '@depot/contracts';
import { ask, askForLong } from './request';

export const readConnection = () => ask(ConnectionView, 'GET', 'directory/connection');
export const setConnection = (connection: (typeof NewConnection)['_input']) =>
  ask(ConnectionView, 'POST', 'directory/connection', connection);
export const forgetConnection = (reason: string) =>
  ask(ConnectionView, 'POST', 'directory/connection/forget', { reason });
export const testConnection = () => askForLong(ConnectionTest, 'directory/connection/test');
