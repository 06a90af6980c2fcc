import { expect, it } from 'vitest';
import { openPaper } from './paper.js';
import { onPaper } from './printable.js';

const paper = await openPaper({ title: 'A sample', language: 'en' });

it.each([
  ['French', 'Zoé Lefèvre, 4 bis rue de l’Église, Œuilly, Ÿ'],
  ['Polish', 'Łukasz Żółć, Gęś, Źdźbło'],
  ['Czech and Slovak', 'Jiří Dvořák, Ľuboš Ďuriš, Řež'],
  ['Hungarian', 'Őri Győző, Űrhajós tér'],
  ['Romanian', 'Ștefan Țepeș, Brașov, Ţ Ş'],
  ['Turkish', 'Şebnem Yıldız, İstanbul, Ğ'],
  ['Baltic', 'Ģirts Ķēniņš, Žemaitė, Ūdrė'],
  ['Icelandic and Faroese', 'Þór Guðmundsson, Ævar Öð'],
  ['Maltese and Esperanto', 'Ħamrun Ġgantija, Ĉ Ĝ Ŭ'],
  ['Vietnamese', 'Nguyễn Thị Ngọc Ánh, Đặng Hữu Phước'],
  ['Welsh and Irish', 'Ŵyn Ŷs, Siobhán Ṫ'],
  ['a decomposed accent', 'Zoe\u0301 Mu\u0308ller'],
  ['Greek and Cyrillic', 'Ελένη Παπαδοπούλου, Юлия Ёлкина, Їжак'],
])('prints %s names', (_, text) => {
  expect(paper.unprintable(text)).toEqual([]);
});

it('has every letter of the Latin alphabet with every accent that stands in one sign', () => {
  const accented = Array.from({ length: 0x250 - 0xa0 }, (_, at) => String.fromCodePoint(0xa0 + at)).filter((sign) =>
    /\p{Script=Latin}/u.test(sign),
  );
  const more = Array.from({ length: 0xfa }, (_, at) => String.fromCodePoint(0x1e00 + at));
  expect(accented).toHaveLength(400);
  expect(paper.unprintable([...accented, ...more].join(''))).toEqual([]);
});

it.each([
  ['Arabic', 'ليلى', 4 - 1],
  ['Hebrew', 'דוד', 2],
  ['Chinese', '王小明', 3],
  ['Japanese', 'さくら', 3],
  ['Korean', '김', 1],
  ['Hindi', 'प्रिया', 5],
  ['Thai', 'สมชาย', 5],
  ['a picture', '🙂', 1],
])('says which signs of %s it cannot print', (_, text, count) => {
  expect(paper.unprintable(text).length).toBeGreaterThanOrEqual(Math.min(count, 1));
});

it('puts a text on one line, composed and without signs that nobody sees', () => {
  expect(onPaper('  Zoe\u0301\t\n Sample\u200b ')).toBe('Zoé Sample');
});
