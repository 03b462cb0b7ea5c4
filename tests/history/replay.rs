//! The history is complete: everything else can be made from it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;
use partnership_register::graph::directory::Directory;
use partnership_register::graph::partnership::PartnershipGraph;
use partnership_register::model::text::sort_name;
use partnership_register::model::*;
use partnership_register::store::schema::{entity, entity_agency};
use partnership_register::store::{Conn, change, records};
use proptest::prelude::*;

use super::{after_imports, known, loaded, moment};
use crate::support::{cases, wait_for};

/// The last state of every record, from the history alone.
fn replayed(conn: &mut Conn) -> BTreeMap<AnyId, Record> {
    let changes = change::after(conn, 0, i64::MAX).unwrap();
    changes.into_iter().map(|change| (change.record.id(), change.record)).collect()
}

/// Every record, from the tables.
fn stored(conn: &mut Conn) -> BTreeMap<AnyId, Record> {
    let mut all = records::of_directory(conn).unwrap();
    let partnerships: Vec<PartnershipId> = all.iter().filter_map(Record::partnership).collect();
    for id in partnerships {
        all.extend(records::of_partnership(conn, id).unwrap());
    }
    all.into_iter().map(|record| (record.id(), record)).collect()
}

/// What is kept of each record for lists: in memory made anew, in the database read.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Queryable)]
struct EntityRow {
    id: String,
    entity_type: String,
    partnership_id: Option<String>,
    owner_agency_id: Option<String>,
    visibility: String,
    archived: bool,
    sort_name: String,
    updated_at: i64,
    kind: Option<String>,
    status: Option<String>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
}

type AgencyRow = (String, String, String, String, Option<String>, String, bool, String);

fn expected_rows(records: &BTreeMap<AnyId, Record>) -> (BTreeSet<EntityRow>, BTreeSet<AgencyRow>) {
    let all: Vec<Record> = records.values().cloned().collect();
    let (mut rows, mut agencies) = (BTreeSet::new(), BTreeSet::new());
    for (record, exposure) in exposure::of_all(&all) {
        let facets = record.facets();
        let word = |word: &str| word.to_owned();
        let row = EntityRow {
            id: record.id().to_string(),
            entity_type: word(record.entity().word()),
            partnership_id: record.partnership().map(|id| id.to_string()),
            owner_agency_id: record.owner().map(|id| id.to_string()),
            visibility: word(exposure.visibility.word()),
            archived: record.head().archived,
            sort_name: sort_name(&record.label()),
            updated_at: record.head().updated_at.timestamp_micros(),
            kind: facets.kind.map(word),
            status: facets.status.map(word),
            starts_on: facets.starts_on,
            ends_on: facets.ends_on,
        };
        let own = record.agencies();
        for agency in exposure.agencies {
            let role = own.iter().find(|(id, _)| *id == agency).map_or("INHERITED", |(_, role)| role.word());
            agencies.insert((
                row.id.clone(),
                agency.to_string(),
                word(role),
                row.entity_type.clone(),
                row.partnership_id.clone(),
                row.visibility.clone(),
                row.archived,
                row.sort_name.clone(),
            ));
        }
        rows.insert(row);
    }
    (rows, agencies)
}

fn stored_rows(conn: &mut Conn) -> (BTreeSet<EntityRow>, BTreeSet<AgencyRow>) {
    let rows: Vec<EntityRow> = entity::table
        .select((
            entity::id,
            entity::entity_type,
            entity::partnership_id,
            entity::owner_agency_id,
            entity::visibility,
            entity::archived,
            entity::sort_name,
            entity::updated_at,
            entity::kind,
            entity::status,
            entity::starts_on,
            entity::ends_on,
        ))
        .load(conn)
        .unwrap();
    let agencies: Vec<AgencyRow> = entity_agency::table
        .select((
            entity_agency::entity_id,
            entity_agency::agency_id,
            entity_agency::role,
            entity_agency::entity_type,
            entity_agency::partnership_id,
            entity_agency::visibility,
            entity_agency::archived,
            entity_agency::sort_name,
        ))
        .load(conn)
        .unwrap();
    (rows.into_iter().collect(), agencies.into_iter().collect())
}

/// What a directory says, in its order.
fn contents(directory: &Directory) -> (u64, Vec<Record>) {
    let mut all: Vec<Record> = directory.agencies().iter().map(|a| Record::Agency((**a).clone())).collect();
    all.extend(directory.partnerships().iter().map(|p| Record::Partnership((**p).clone())));
    all.extend(directory.successions().iter().map(|s| Record::Succession((**s).clone())));
    (directory.version, all)
}

/// Of a directory, what a plan can name: the agencies that it links with all that those
/// followed and were followed by, and the partnership with all above it.
fn named(plan: &PartnershipGraph, directory: &[Record]) -> Vec<Record> {
    let mut ids: BTreeSet<AnyId> =
        plan.records().iter().flat_map(Record::linked_agencies).map(AnyId::from).collect();
    ids.insert(plan.partnership.id.into());
    loop {
        let known = ids.len();
        for record in directory {
            match record {
                Record::Succession(s) => {
                    let ends: Vec<AnyId> = s.to.into_iter().chain([s.from]).map(AnyId::from).collect();
                    if ends.iter().any(|end| ids.contains(end)) {
                        ids.extend(ends);
                        ids.insert(s.id.into());
                    }
                }
                Record::Partnership(p) if ids.contains(&p.id.into()) => ids.extend(p.parent.map(AnyId::from)),
                _ => {}
            }
        }
        if ids.len() == known {
            break;
        }
    }
    directory.iter().filter(|record| ids.contains(&record.id())).cloned().collect()
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn replaying_the_history_gives_exactly_the_tables(seeds in proptest::collection::vec(any::<u64>(), 1..5)) {
        let test = after_imports(&seeds, |_, _| {});
        let mut conn = test.reader();
        let (replayed, stored) = (replayed(&mut conn), stored(&mut conn));
        prop_assert_eq!(&replayed, &stored);
        let (expected, found) = (expected_rows(&replayed), stored_rows(&mut conn));
        prop_assert_eq!(expected.0, found.0);
        prop_assert_eq!(expected.1, found.1);
    }

    #[test]
    fn a_graph_that_changes_were_applied_to_equals_one_loaded_afresh(
        seeds in proptest::collection::vec(any::<u64>(), 2..6),
    ) {
        after_imports(&seeds, |test, _| {
            let afresh = test.afresh();
            for slug in known(&test.register) {
                assert_eq!(*test.graph(slug), *loaded(&afresh, slug));
            }
            assert_eq!(contents(&test.register.directory()), contents(&afresh.directory()));
        });
    }

    #[test]
    fn another_process_that_follows_sees_the_same(seeds in proptest::collection::vec(any::<u64>(), 2..5)) {
        let mut other = None;
        after_imports(&seeds, |test, _| {
            let other = other.get_or_insert_with(|| test.afresh());
            other.follow(&mut test.reader()).unwrap();
            for slug in known(&test.register) {
                assert_eq!(*test.graph(slug), *loaded(other, slug));
            }
            assert_eq!(contents(&test.register.directory()), contents(&other.directory()));
        });
    }

    #[test]
    fn the_past_is_what_was_said_then_and_never_wider_visible_than_now(
        seeds in proptest::collection::vec(any::<u64>(), 2..5),
    ) {
        let mut saved: Vec<(_, &str, Arc<PartnershipGraph>, _)> = Vec::new();
        let test = after_imports(&seeds, |test, slug| {
            saved.push((moment(test), slug, test.graph(slug), contents(&test.register.directory()).1));
        });
        for (at, slug, then, directory) in saved {
            let now = test.graph(slug);
            let past = wait_for(test.register.past(test.partnership(slug), at)).unwrap().unwrap();
            let expected =
                PartnershipGraph::build(then.records(), then.version, then.history_begins_at, Some(&now)).unwrap();
            prop_assert_eq!(&*past.graph, &expected);
            let (graph, past) = (past.graph, contents(&past.directory).1);
            for record in &past {
                prop_assert!(directory.contains(record), "{} is not what was said then", record.id());
            }
            for record in named(&then, &directory) {
                prop_assert!(past.contains(&record), "{} is missing", record.id());
            }
            for record in then.records() {
                let exposure = |graph: &PartnershipGraph| graph.exposure(record.id()).unwrap().visibility;
                prop_assert!(exposure(&graph) >= exposure(&then));
                prop_assert!(exposure(&graph) >= exposure(&now));
            }
        }
        let slug = known(&test.register)[0];
        let before = test.graph(slug).history_begins_at - chrono::TimeDelta::microseconds(1);
        prop_assert!(wait_for(test.register.past(test.partnership(slug), before)).unwrap().is_none());
    }
}
