//! Importing a partnership that the register already has.

use partnership_register::commands::import::Options;
use partnership_register::error::Error;
use partnership_register::model::*;

use crate::support::commands::{Move, Rename};
use crate::support::{TestRegister, founding_file};

const OVERWRITE: Options = Options { overwrite: true, archive_missing: false };
const ARCHIVE: Options = Options { overwrite: false, archive_missing: true };

fn project(test: &TestRegister, key: &str) -> Project {
    let graph = test.graph("safer-chelmsford");
    let node = graph.projects.iter().find(|p| p.record.head.key == key).unwrap();
    (*node.record).clone()
}

#[test]
fn importing_the_same_file_again_writes_nothing() {
    let test = TestRegister::founding();
    let before = test.sequence();
    test.wait(60);
    let report = test.import(&founding_file()).unwrap();
    assert!(!report.is_change(), "{report}");
    assert!(report.left.is_empty());
    assert_eq!(test.sequence(), before);
}

#[test]
fn only_what_differs_is_written_and_keeps_its_id() {
    let test = TestRegister::founding();
    let (before, sequence) = (project(&test, "pubwatch"), test.sequence());
    let mut file = founding_file();
    file.projects.iter_mut().find(|p| p.key == "pubwatch").unwrap().status = ProjectStatus::Active;
    let report = test.import(&file).unwrap();
    assert_eq!(report.total().updated, 1);
    assert_eq!(test.sequence(), sequence + 1);
    let after = project(&test, "pubwatch");
    assert_eq!((after.id, after.status, after.head.version), (before.id, ProjectStatus::Active, 2));
    assert_eq!(after.head.created_at, before.head.created_at);
}

#[test]
fn what_the_file_lacks_is_left_and_listed() {
    let test = TestRegister::founding();
    let mut file = founding_file();
    file.documents.clear();
    let report = test.import(&file).unwrap();
    assert!(!report.is_change());
    assert_eq!(report.left, ["Safer Chelmsford Partnership Strategy 2021/22 (document strategy-2021-22)"]);
}

#[test]
fn what_the_file_lacks_is_archived_when_asked_for_and_comes_back_with_it() {
    let test = TestRegister::founding();
    let mut file = founding_file();
    file.documents.clear();
    let report = test.import_with(&file, ARCHIVE).unwrap();
    assert_eq!(report.total().archived, 1);
    assert!(report.left.is_empty());
    assert!(test.graph("safer-chelmsford").documents[0].record.head.archived);
    let sequence = test.sequence();
    assert!(!test.import_with(&file, ARCHIVE).unwrap().is_change());
    assert_eq!(test.sequence(), sequence);
    assert_eq!(test.import(&founding_file()).unwrap().total().updated, 1);
    assert!(!test.graph("safer-chelmsford").documents[0].record.head.archived);
}

#[test]
fn what_somebody_else_changed_is_not_written_over_unless_told() {
    let test = TestRegister::founding();
    let pubwatch = project(&test, "pubwatch").id;
    test.run(Rename { project: pubwatch, name: "Pub Watch" }).unwrap();
    let sequence = test.sequence();
    let mut file = founding_file();
    file.partnership.description = Some("New.".to_owned());
    match test.import(&file) {
        Err(Error::Conflict(stale)) => {
            let names: Vec<String> = stale.iter().map(ToString::to_string).collect();
            assert_eq!(names, ["Pub Watch (project pubwatch)"]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(test.sequence(), sequence, "nothing at all was written");
    assert_eq!(test.import_with(&file, OVERWRITE).unwrap().total().updated, 2);
    assert_eq!(project(&test, "pubwatch").name, "Pubwatch");
    // From here on it is the import's again.
    file.projects.iter_mut().find(|p| p.key == "pubwatch").unwrap().status = ProjectStatus::Active;
    test.import(&file).unwrap();
}

#[test]
fn what_somebody_else_changed_elsewhere_does_not_stop_an_import() {
    let test = TestRegister::founding();
    let mut file = founding_file();
    let pubwatch = file.projects.iter_mut().find(|p| p.key == "pubwatch").unwrap();
    pubwatch.name = "Pub Watch".to_owned();
    test.run(Rename { project: project(&test, "pubwatch").id, name: "Pub Watch" }).unwrap();
    file.partnership.description = Some("New.".to_owned());
    assert_eq!(test.import(&file).unwrap().total().updated, 1);
}

#[test]
fn an_archived_record_that_somebody_else_changed_is_a_conflict_too() {
    let test = TestRegister::founding();
    test.run(Rename { project: project(&test, "pubwatch").id, name: "Pub Watch" }).unwrap();
    let mut file = founding_file();
    file.projects.retain(|p| p.key != "pubwatch");
    file.strategies[0].priorities.iter_mut().for_each(|p| p.projects.retain(|key| key != "pubwatch"));
    assert!(matches!(test.import_with(&file, ARCHIVE), Err(Error::Conflict(_))));
}

#[test]
fn an_agency_is_found_by_a_former_slug_and_keeps_its_new_one() {
    let test = TestRegister::founding();
    let police = test.register.directory().agency_by_slug("essex-police").unwrap().id;
    test.run(Move { agency: police, slug: "police-of-essex" }).unwrap();
    let sequence = test.sequence();
    assert!(!test.import(&founding_file()).unwrap().is_change());
    assert_eq!(test.sequence(), sequence);
    let directory = test.register.directory();
    assert_eq!(directory.agency(police).unwrap().slug, "police-of-essex");
    assert_eq!(directory.agency_by_slug("essex-police").unwrap().id, police);
}

#[test]
fn another_partnership_shares_the_agencies_of_the_first() {
    let test = TestRegister::founding();
    let mut file = founding_file();
    file.partnership.slug = "safer-maldon".to_owned();
    file.agencies.clear();
    file.successions.clear();
    let report = test.import(&file).unwrap();
    assert_eq!(report.counts.get(&EntityType::Agency), None);
    assert_eq!(test.register.directory().agencies().len(), 10);
    assert_eq!(test.register.directory().partnerships().len(), 2);
    let mut below = founding_file();
    below.partnership.parent = Some("safer-maldon".to_owned());
    assert_eq!(test.import(&below).unwrap().total().updated, 1);
}

#[test]
fn the_board_can_pass_from_one_meeting_to_another() {
    let test = TestRegister::founding();
    let mut file = founding_file();
    let old = file.meetings.iter().position(|m| m.is_board).unwrap();
    let new = (old + 1) % file.meetings.len();
    file.meetings[old].is_board = false;
    file.meetings[new].is_board = true;
    file.meetings[old].parent = Some(file.meetings[new].key.clone());
    test.import(&file).unwrap();
    let graph = test.graph("safer-chelmsford");
    let boards: Vec<_> = graph.meetings.iter().filter(|m| m.record.is_board).collect();
    assert_eq!(boards.len(), 1);
    assert_eq!(boards[0].record.head.key, file.meetings[new].key);
    // To a new meeting that the old board then reports to.
    let mut newest = file.meetings[new].clone();
    newest.key = "newest".to_owned();
    file.meetings[new].is_board = false;
    file.meetings[new].parent = Some("newest".to_owned());
    file.meetings.push(newest);
    test.import(&file).unwrap();
    assert!(!test.import(&file).unwrap().is_change());
    // And to one that takes the place of an archived board.
    let mut last = file.meetings.pop().unwrap();
    last.key = "last".to_owned();
    file.meetings.push(last);
    file.meetings[new].parent = None;
    test.import_with(&file, ARCHIVE).unwrap();
    let graph = test.graph("safer-chelmsford");
    let boards: Vec<_> = graph.meetings.iter().filter(|m| m.record.is_board).collect();
    assert_eq!(boards.len(), 1);
    assert_eq!(boards[0].record.head.key, "last");
}
