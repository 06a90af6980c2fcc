import 'reflect-metadata';
import { Move } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { accessKey } from '../accounts/roles.js';
import { PutBackController } from '../tokens/in-doubt/put-back.controller.js';
import { TokensInDoubtController } from '../tokens/in-doubt/tokens-in-doubt.controller.js';
import { BenchController } from './bench.controller.js';
import { BurnController } from './burn/burn.controller.js';
import { ControlController } from './control/control.controller.js';
import { ImportController } from './import/import.controller.js';
import { RecordController } from './record/record.controller.js';
import { rolesOfMove } from './roles-of-move.js';
import { ShipController } from './ship/ship.controller.js';
import { VerifyController } from './verify/verify.controller.js';

/** The route that makes each move; moves that only the line makes have none. */
const routes: Partial<Record<Move, readonly [{ prototype: object }, string]>> = {
  take: [BenchController, 'take'],
  release: [BenchController, 'release'],
  capture: [BurnController, 'capture'],
  choose: [ImportController, 'choose'],
  'burn-again': [BurnController, 'burnAgain'],
  prove: [VerifyController, 'code'],
  accept: [RecordController, 'accept'],
  renew: [BurnController, 'renew'],
  register: [RecordController, 'register'],
  activate: [RecordController, 'activate'],
  pack: [ShipController, 'pack'],
  unpack: [ShipController, 'unpack'],
  post: [ShipController, 'post'],
  'hand-over': [ShipController, 'handOver'],
  unpost: [ShipController, 'unpost'],
  deliver: [ShipController, 'deliver'],
  arrive: [ShipController, 'arrive'],
  return: [ShipController, 'return'],
  repack: [ShipController, 'repack'],
  'set-aside': [TokensInDoubtController, 'setAside'],
  'put-back': [PutBackController, 'putBack'],
  lose: [ShipController, 'lose'],
  stop: [ControlController, 'stop'],
  'go-on': [ControlController, 'goOn'],
  cancel: [ControlController, 'cancel'],
};

function declared(move: Move): unknown {
  const route = routes[move];
  if (route === undefined) return [];
  const [controller, name] = route;
  const handler: unknown = Reflect.get(controller.prototype, name);
  return Reflect.getMetadata(accessKey, handler as object) ?? Reflect.getMetadata(accessKey, controller);
}

describe('who may make a move', () => {
  it.each(Move.options)('is the same on the screen as on the route of %s', (move) => {
    expect([...(declared(move) as string[])].sort()).toEqual([...rolesOfMove[move]].sort());
  });
});
