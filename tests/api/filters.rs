//! Filters and orders: the lists of a partnership, told in memory, are those of the
//! register, told in SQL.

use partnership_register::auth::scope::Scope;
use partnership_register::commands::import::Options;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::asking::{everything, partner, whole};
use crate::support::{TestRegister, any_file, cases};

const SLUG: &str = "east";

/// A list, an order that it has and filters that it takes.
const LISTS: [(&str, &[&str], &[&str]); 4] = [
    (
        "projects",
        &["NAME", "UPDATED_AT", "STARTS_ON"],
        &[
            "hasLead: true",
            "hasLead: false, includeArchived: true",
            "isStale: true",
            "isStale: false, includeArchived: true",
            "status: [ACTIVE, NOT_STATED]",
            "kind: [PROJECT, SCHEME], from: \"2026-01-01\"",
            "to: \"2026-06-30\"",
            "agency: \"agency-0\"",
            "agency: \"agency-0\", role: LEAD",
            "agency: \"nobody\"",
            "text: \"a\"",
            "updatedSince: \"2026-03-10T00:00:00Z\", includeArchived: true",
        ],
    ),
    (
        "events",
        &["NAME", "UPDATED_AT", "STARTS_ON"],
        &["from: \"2026-01-01\"", "to: \"2026-06-30\"", "agency: \"agency-1\"", "includeArchived: true"],
    ),
    ("meetings", &["NAME", "UPDATED_AT"], &["agency: \"agency-1\"", "text: \"b\"", "includeArchived: true"]),
    (
        "actions",
        &["DUE_ON", "UPDATED_AT"],
        &["overdue: true", "overdue: false", "status: OPEN", "from: \"2026-01-01\", to: \"2026-12-31\""],
    ),
];

fn ids(connection: &Value) -> Vec<String> {
    connection["nodes"].as_array().unwrap().iter().map(|node| node["id"].to_string()).collect()
}

/// A list of the register and that of the partnership, with the same filter and order.
fn both(test: &TestRegister, scope: &Scope, list: &str, order: &str, filter: &str) -> (Value, Value) {
    let rest = format!("orderBy: {order}) {{ totalCount nodes {{ id }} }}");
    let answer = test.see(
        scope,
        &format!(
            "{{ {list}(first: 100, filter: {{ partnership: \"{SLUG}\" {filter} }}, {rest}
                partnership(slug: \"{SLUG}\") {{ {list}(first: 100, filter: {{ {filter} }}, {rest} }} }}"
        ),
    );
    (answer[list].clone(), answer["partnership"][list].clone())
}

/// The list of the partnership in pages of two, forwards.
fn in_pages(test: &TestRegister, scope: &Scope, list: &str, order: &str, filter: &str) -> Vec<String> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let answer = test.see(
            scope,
            &format!(
                "{{ partnership(slug: \"{SLUG}\") {{ {list}(first: 2{after}, filter: {{ {filter} }}, orderBy: {order}) {{
                    nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }} }}"
            ),
        );
        let page = &answer["partnership"][list];
        all.extend(ids(page));
        if page["pageInfo"]["hasNextPage"] == false {
            return all;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
}

proptest! {
    #![proptest_config(cases(8))]
    #[test]
    fn the_lists_of_a_partnership_are_those_of_the_register(seeds in [any::<u64>(), any::<u64>()], days in 0..400_i64) {
        let test = TestRegister::new();
        for (number, seed) in seeds.into_iter().enumerate() {
            test.import_with(&any_file(SLUG, seed), Options { overwrite: false, archive_missing: number == 1 }).unwrap();
            test.wait(days * 43_200);
        }
        for scope in [everything(), whole(&test, SLUG), partner(&test, SLUG, "agency-0"), Scope::default()] {
            for (list, orders, filters) in LISTS {
                for (order, filter) in orders.iter().flat_map(|order| filters.iter().map(move |f| (order, f))) {
                    let (register, partnership) = both(&test, &scope, list, order, filter);
                    prop_assert_eq!(&register, &partnership, "{} {} {}", list, order, filter);
                    let paged = in_pages(&test, &scope, list, order, filter);
                    prop_assert_eq!(paged, ids(&partnership), "{} {} {}", list, order, filter);
                }
            }
        }
    }
}

/// Whether filters that follow staleness agree with the field, on the whole register.
#[test]
fn a_project_is_stale_by_the_days_of_its_partnership() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator("safer-chelmsford");
    let count = |wanted: bool| {
        let query =
            format!("{{ projects(filter: {{ isStale: {wanted} }}) {{ totalCount nodes {{ isStale }} }} }}");
        let found = test.see(&Scope::default(), &query)["projects"].clone();
        for node in found["nodes"].as_array().unwrap() {
            assert_eq!(node["isStale"], wanted);
        }
        found["totalCount"].as_i64().unwrap()
    };
    assert_eq!((count(true), count(false)), (0, 19));
    test.wait(31 * 86_400);
    let input = serde_json::json!({
        "id": test.partnership("safer-chelmsford").to_string(), "version": 1, "staleAfterDays": 30,
    });
    test.change(&coordinator, "updatePartnership", input, "");
    assert_eq!((count(true), count(false)), (19, 0));
    let days = test.see(&Scope::default(), "{ partnership(slug: \"safer-chelmsford\") { staleAfterDays } }");
    assert_eq!(days["partnership"]["staleAfterDays"], 30);
}
