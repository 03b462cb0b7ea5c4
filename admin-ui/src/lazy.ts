import type { ComponentType } from 'react';

/** A page that is loaded when it is opened first: its module exports the component as default. */
export function page(load: () => Promise<{ default: ComponentType }>) {
  return async () => ({ Component: (await load()).default });
}
