//! Agencies, in SQL.

use super::rows::*;

stored! {
    Agency in agency as AgencyRow by register;
    columns {
        slug: Plain<String> = slug,
        former_slugs: Json = former_slugs,
        name: Plain<String> = name,
        aliases: Json = aliases,
        kind: Word = kind,
        website: Opt<Plain<String>> = website,
        started_on: Opt<Plain<NaiveDate>> = started_on,
        ended_on: Opt<Plain<NaiveDate>> = ended_on,
    }
    links {
    }
}
