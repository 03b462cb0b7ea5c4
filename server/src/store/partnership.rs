//! Partnerships, in SQL.

use super::rows::*;

stored! {
    Partnership in partnership as PartnershipRow by register;
    columns {
        slug: Plain<String> = slug,
        former_slugs: Json = former_slugs,
        name: Plain<String> = name,
        aliases: Json = aliases,
        kind: Word = kind,
        areas: Json = areas,
        description: Opt<Plain<String>> = description,
        duty_statement: Opt<Plain<String>> = duty_statement,
        other_members: Opt<Plain<String>> = other_members,
        aims: Json = aims,
        website: Opt<Plain<String>> = website,
        contact: Opt<Plain<String>> = contact,
        parent_id: Opt<IdText> = parent,
        started_on: Opt<Plain<NaiveDate>> = started_on,
        ended_on: Opt<Plain<NaiveDate>> = ended_on,
        stale_after_days: Opt<Plain<i32>> = stale_after_days,
    }
    links {
    }
}
