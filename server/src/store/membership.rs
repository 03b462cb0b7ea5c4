//! Memberships, in SQL.

use super::rows::*;

stored! {
    Membership in membership as MembershipRow by plan;
    columns {
        partnership_id: IdText = partnership,
        agency_id: IdText = agency,
        basis: Word = basis,
        basis_as_published: Opt<Plain<String>> = basis_as_published,
        capacity: Word = capacity,
        name_as_published: Plain<String> = name_as_published,
        listed_under: Opt<Plain<String>> = listed_under,
        position: Plain<i32> = position,
        joined_on: Opt<Plain<NaiveDate>> = joined_on,
        left_on: Opt<Plain<NaiveDate>> = left_on,
    }
    links {
    }
}
