import { describe, expect, it } from 'vitest';
import { dropPlace, moved, placed, shifted } from './order.js';

describe('moved', () => {
  it('moves one item down and up', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  });
});

describe('placed', () => {
  it('keeps the order, leaves out what is gone and appends what is new', () => {
    expect(placed(['c', 'a', 'x'], ['a', 'b', 'c'])).toEqual(['c', 'a', 'b']);
  });
});

describe('shifted', () => {
  it('names only the one that was taken elsewhere', () => {
    expect([...shifted(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'])]).toEqual(['a']);
  });
  it('counts nothing as moved because another was dropped or added', () => {
    expect([...shifted(['a', 'b', 'c'], ['b', 'new', 'c'])]).toEqual([]);
  });
  it('is empty for empty lists', () => {
    expect([...shifted([], [])]).toEqual([]);
  });
});

describe('dropPlace', () => {
  it('counts the other items above the pointer', () => {
    expect(dropPlace([10, 20, 30], 25, 0)).toBe(1);
    expect(dropPlace([10, 20, 30], 5, 2)).toBe(0);
    expect(dropPlace([10, 20, 30], 99, 0)).toBe(2);
  });
});
