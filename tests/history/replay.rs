//! The history is complete: everything else can be made from it.

use std::collections::BTreeSet;
use std::sync::Arc;

use partnership_register::graph::directory::Directory;
use partnership_register::graph::partnership::PartnershipGraph;
use partnership_register::model::*;
use partnership_register::store::verify;
use proptest::prelude::*;

use super::{after_imports, known, loaded, moment};
use crate::support::{cases, wait_for};

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
        let report = verify::everything(&mut test.reader()).unwrap();
        prop_assert_eq!(report.problems, Vec::<String>::new());
        prop_assert_eq!(report.changes, test.sequence());
        prop_assert!(report.records > 0);
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
