/** What a help page for a role says: plain words, in the order in which people do things. */
export type Section = {
  title: string;
  text?: string[];
  /** What to do, step by step. */
  steps?: string[];
  /** The name of a picture in `images`, and what it shows. */
  picture?: { name: string; alt: string };
};

export type Topic = {
  /** In the address: `/help/partner-admin`. */
  slug: string;
  /** The role, as the index lists it. */
  role: string;
  title: string;
  /** Who it is for, in a sentence. */
  intro: string;
  sections: Section[];
};
