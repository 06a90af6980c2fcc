import { CustomerKeyView } from '@depot/contracts';
import type { NewCustomerKey } from '@depot/contracts';
import { ask } from './request';

export const readCustomerKey = () => ask(CustomerKeyView, 'GET', 'customer-key');
export const setCustomerKey = (key: (typeof NewCustomerKey)['_input']) =>
  ask(CustomerKeyView, 'POST', 'customer-key', key);
export const forgetCustomerKey = (reason: string) => ask(CustomerKeyView, 'POST', 'customer-key/forget', { reason });
