import { describe, expect, test } from 'vitest';
import { links } from './links.js';
import { parseRoute } from './route.js';

describe('the address of a screen', () => {
  test('leads back to the bench of its station', () => {
    expect(parseRoute(links.bench('st-1'))).toEqual({ screen: 'bench', id: 'st-1' });
  });

  test('keeps which jobs of a batch are looked at', () => {
    expect(parseRoute(links.batch('b-1', { stage: 'attention', page: 3 }))).toEqual({
      screen: 'batch',
      id: 'b-1',
      stage: 'attention',
      page: 3,
    });
  });

  test('keeps a search with blanks, signs and letters of other languages', () => {
    const query = 'Zoë & Søren 100%';
    expect(parseRoute(links.search(query))).toEqual({ screen: 'search', query, page: 1 });
  });

  test.each(['#/batches/b-1?page=0', '#/batches/b-1?page=-4', '#/batches/b-1?page=x'])('reads %s as page 1', (hash) => {
    expect(parseRoute(hash)).toMatchObject({ page: 1 });
  });

  test('does not take an invented stage for one', () => {
    expect(parseRoute('#/batches/b-1?stage=heaven')).toMatchObject({ stage: null });
  });

  test.each(['', '#', '#/'])('reads %j as the start', (hash) => {
    expect(parseRoute(hash)).toEqual({ screen: 'home' });
  });

  test('reads a damaged address without failing', () => {
    expect(parseRoute('#/tokens/%E0%A4%A')).toEqual({ screen: 'token', serial: '%E0%A4%A' });
    expect(parseRoute('#/heaven')).toEqual({ screen: 'nowhere' });
  });
});
