//! Files that are refused: every problem is named with its path, and nothing is written.

use partnership_register::auth::scope::Scope;
use partnership_register::commands::import;
use partnership_register::model::file::*;
use partnership_register::model::*;
use partnership_register::store::list::{self, Filter, ListQuery, Order};

use crate::support::dice::Dice;
use crate::support::{TestRegister, founding_file, problems};

/// The problems of the founding file after a change, on an empty register.
fn refused(change: impl FnOnce(&mut PartnershipFile)) -> Vec<String> {
    let test = TestRegister::new();
    let mut file = founding_file();
    change(&mut file);
    let problems = problems(test.import(&file));
    assert_eq!(test.sequence(), 0, "nothing was written");
    problems
}

fn assert_refused(change: impl FnOnce(&mut PartnershipFile), expected: &[&str]) {
    assert_eq!(refused(change), expected);
}

#[test]
fn all_problems_of_a_file_are_named_at_once() {
    let found = refused(|f| {
        f.partnership.website = Some("javascript:alert(1)".to_owned());
        f.projects[3].lead_agency = Some("nobody".to_owned());
        f.projects[4].name = String::new();
        f.projects[5].partner_agencies = vec!["nobody".to_owned(), "somebody".to_owned()];
        f.memberships[0].agency = "Essex Police".to_owned();
        f.strategies[0].priorities[1].meetings[0] = "no-meeting".to_owned();
        f.strategies[0].priorities[1].meetings[1] = "no-meeting".to_owned();
        f.documents[0].strategies = vec!["1066".to_owned()];
    });
    let agency = "expected the slug of an agency in the file or the register";
    let key = "expected a key in the file or in the register";
    let mut expected = [
        format!("projects[3].leadAgency: names no agency \"nobody\": {agency}"),
        format!("projects[5].partnerAgencies[0]: names no agency \"nobody\": {agency}"),
        format!("projects[5].partnerAgencies[1]: names no agency \"somebody\": {agency}"),
        format!("memberships[0].agency: names no agency \"Essex Police\": {agency}"),
        format!("strategies[0].priorities[1].meetings[0]: names no meeting \"no-meeting\": {key}"),
        format!("strategies[0].priorities[1].meetings[1]: names no meeting \"no-meeting\": {key}"),
        format!("documents[0].strategies[0]: names no strategy \"1066\": {key}"),
        "projects[4].name: is empty: give a value".to_owned(),
        "partnership.website: is not a web address: expected http://... or https://... without spaces"
            .to_owned(),
    ];
    let mut found = found;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn problems_of_form_and_of_sense_are_named_together() {
    let test = TestRegister::founding();
    let mut file = serde_json::to_value(founding_file()).unwrap();
    file["extra"] = 1.into();
    file["projects"][0]["status"] = "ACTIV".into();
    file["projects"][1]["leadAgency"] = "nobody".into();
    file["projects"][2]["startsOn"] = "2024-02-30".into();
    file["projects"][10]["website"] = "javascript:x".into();
    let draft = import::read(&serde_json::to_vec(&file).unwrap()).unwrap();
    let found = problems(import::check(&test.gate, draft));
    let paths: Vec<&str> = found.iter().filter_map(|line| line.split(": ").next()).collect();
    let mut sorted = paths.clone();
    sorted.sort_unstable();
    let expected = [
        "extra",
        "projects[0].status",
        "projects[10].website",
        "projects[1].leadAgency",
        "projects[2].startsOn",
    ];
    assert_eq!(sorted, expected, "{found:?}");
}

#[test]
fn keys_are_unique_within_a_type() {
    assert_refused(
        |f| f.projects.push(f.projects[0].clone()),
        &["projects[19].key: is the key of projects[0] too: give each record of a type its own"],
    );
    let test = TestRegister::new();
    let mut file = founding_file();
    file.events[0].key = file.projects[0].key.clone();
    file.strategies[0].priorities[0].events.clear();
    assert!(test.import(&file).is_ok(), "records of two types may share a key");
}

#[test]
fn an_agency_is_given_once() {
    assert_refused(
        |f| f.agencies.push(f.agencies[0].clone()),
        &["agencies[10].slug: means the same agency as agencies[0]"],
    );
    assert_refused(
        |f| f.agencies[1].former_slugs = vec!["chelmsford-city-council".to_owned()],
        &["agencies[1].formerSlugs[0]: is a slug of another agency in the file"],
    );
    assert_refused(
        |f| f.agencies[1].slug = "Essex County".to_owned(),
        &[
            "agencies[1].slug: is not a key: expected 1 to 100 lower-case letters and digits, joined by single hyphens, such as essex-police",
            "memberships[1].agency: names no agency \"essex-county-council\": expected the slug of an agency in the file or the register",
        ],
    );
}

#[test]
fn an_import_never_takes_a_slug_of_the_register_away() {
    let test = TestRegister::founding();
    let mut file = founding_file();
    file.agencies[3].slug = "police-of-essex".to_owned();
    file.agencies[3].former_slugs = vec!["essex-police".to_owned()];
    let found = problems(test.import(&file));
    assert_eq!(
        found,
        [
            "agencies[3].formerSlugs[0]: is a slug of Essex Police in the register: an import never changes slugs, so change it there first"
        ]
    );
}

fn progress(key: &str) -> ProgressEntry {
    serde_json::from_value(serde_json::json!({ "key": key, "on": "2026-01-01" })).unwrap()
}

#[test]
fn progress_has_exactly_one_subject() {
    assert_refused(
        |f| {
            f.progress.push(progress("none"));
            f.progress.push(ProgressEntry {
                project: Some(f.projects[0].key.clone()),
                priority: Some(f.strategies[0].priorities[0].key.clone()),
                ..progress("two")
            });
        },
        &[
            "progress[0]: must be about exactly one of project, priority and focusArea",
            "progress[1]: must be about exactly one of project, priority and focusArea",
        ],
    );
}

#[test]
fn there_is_one_board() {
    let found = refused(|f| f.meetings.iter_mut().take(3).for_each(|m| m.is_board = true));
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("meetings[1].isBoard: makes it a second board: meetings[0] ("), "{found:?}");
    let test = TestRegister::founding();
    let mut file = founding_file();
    let old = file.meetings.iter().position(|m| m.is_board).unwrap();
    let mut new = file.meetings.remove(old);
    new.key = "another".to_owned();
    file.meetings.push(new);
    let found = problems(test.import(&file));
    assert_eq!(
        found,
        [
            "meetings[10].isBoard: makes it a second board: One Chelmsford Board is the board in the register; name it in the file with isBoard false"
        ]
    );
}

#[test]
fn chains_of_links_form_no_circle() {
    assert_refused(
        |f| {
            let keys: Vec<_> = f.meetings.iter().map(|m| m.key.clone()).collect();
            for i in 0..3 {
                f.meetings[i].parent = Some(keys[(i + 1) % 3].clone());
            }
        },
        &["meetings[0].parent: leads back to this record: no chain of links may form a circle"],
    );
    assert_refused(
        |f| f.meetings[0].parent = Some(f.meetings[0].key.clone()),
        &["meetings[0].parent: is the meeting itself"],
    );
    // A circle through a record that the file does not name.
    let test = TestRegister::new();
    let mut file = founding_file();
    file.meetings[1].parent = Some(file.meetings[2].key.clone());
    test.import(&file).unwrap();
    let left = file.meetings.remove(1);
    file.meetings[1].parent = Some(left.key);
    let found = problems(test.import(&file));
    assert_eq!(found, ["meetings[1].parent: leads back to this record: no chain of links may form a circle"]);
}

#[test]
fn what_is_carried_on_comes_from_another_edition() {
    assert_refused(
        |f| {
            let first = &mut f.strategies[0].priorities;
            first[1].carried_from = Some(first[0].key.clone());
            first[0].focus_areas[0].carried_from = Some(first[1].focus_areas[0].key.clone());
        },
        &[
            "strategies[0].priorities[0].focusAreas[0].carriedFrom: is of the same strategy: expected the key of one in an earlier edition",
            "strategies[0].priorities[1].carriedFrom: is of the same strategy: expected the key of one in an earlier edition",
        ],
    );
}

fn sitting(key: &str) -> MeetingOccurrenceEntry {
    serde_json::from_value(serde_json::json!({ "key": key })).unwrap()
}

#[test]
fn times_and_dates_are_in_order_and_well_formed() {
    assert_refused(
        |f| {
            f.meetings[2].occurrences = vec![
                MeetingOccurrenceEntry {
                    starts_on: "2026-03-02".parse().ok(),
                    start_time: Some("9:30".to_owned()),
                    ..sitting("a")
                },
                MeetingOccurrenceEntry {
                    starts_on: "2026-03-02".parse().ok(),
                    ends_on: "2026-03-01".parse().ok(),
                    ..sitting("b")
                },
                MeetingOccurrenceEntry {
                    starts_on: "2026-03-02".parse().ok(),
                    start_time: Some("24:00".to_owned()),
                    ..sitting("c")
                },
            ];
            f.projects[0].last_confirmed_at = "3020-01-01T00:00:00Z".parse().ok();
        },
        &[
            "meetings[2].occurrences[0].startTime: is \"9:30\": expected a time from 00:00 to 23:59, such as 14:30",
            "meetings[2].occurrences[1].endsOn: is 2026-03-01, before startsOn (2026-03-02)",
            "meetings[2].occurrences[2].startTime: is \"24:00\": expected a time from 00:00 to 23:59, such as 14:30",
            "projects[0].lastConfirmedAt: is 3020-01-01: expected a year from 1800 to 2200",
        ],
    );
}

#[test]
fn the_partnership_above_is_in_the_register_and_not_below() {
    assert_refused(
        |f| f.partnership.parent = Some("essex".to_owned()),
        &[
            "partnership.parent: names no partnership \"essex\": expected the slug of one in the register, so import that one first",
        ],
    );
    let test = TestRegister::founding();
    let mut below = founding_file();
    below.partnership.slug = "below".to_owned();
    below.partnership.parent = Some("safer-chelmsford".to_owned());
    test.import(&below).unwrap();
    let mut lowest = below.clone();
    lowest.partnership.slug = "lowest".to_owned();
    lowest.partnership.parent = Some("below".to_owned());
    test.import(&lowest).unwrap();
    let mut above = founding_file();
    above.partnership.parent = Some("lowest".to_owned());
    let circle = "partnership.parent: is below this partnership, which would then be above itself";
    assert_eq!(problems(test.import(&above)), [circle]);
    above.partnership.parent = Some("below".to_owned());
    assert_eq!(problems(test.import(&above)), [circle]);
}

#[test]
fn a_case_panel_is_restricted() {
    assert_refused(
        |f| f.meetings[1].kind = MeetingKind::CasePanel,
        &["meetings[1].visibility: must be RESTRICTED: everything of a case panel is"],
    );
}

#[test]
fn a_rule_by_which_nothing_could_be_scheduled_is_refused() {
    let found = refused(|f| f.meetings[1].recurrence = Some("FREQ=WEEKLY;BYDAY=1MO".to_owned()));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("meetings[1].recurrence: "), "{found:?}");
}

#[test]
fn lists_have_a_limit() {
    assert_refused(
        |f| {
            let project = f.projects[0].clone();
            let more = (0..10_000).map(|i| ProjectEntry { key: format!("p-{i}"), ..project.clone() });
            f.projects.extend(more);
        },
        &["projects: has 10019 entries: at most 10000 are allowed"],
    );
}

/// Letters of a block, in an order that does not compress.
fn letters(first: u32, count: u32, number: usize) -> String {
    let mut dice = Dice::new(7);
    (0..number).filter_map(|_| char::from_u32(first + dice.below(count as usize) as u32)).collect()
}

#[test]
fn names_that_strain_the_indexes_are_taken_and_found() {
    let test = TestRegister::new();
    let mut file = founding_file();
    // Letters that fold into many, letters of four bytes, words longer than an index holds.
    file.projects[0].name = "\u{FDFA}".repeat(500);
    file.projects[1].name = letters(0xFC00, 0x100, 500);
    file.projects[2].name = letters(0x20000, 0xA000, 500);
    file.projects[3].description = Some(letters(0x20000, 0xA000, 20_000));
    file.projects[4].description = Some(format!("{} found", letters(0x61, 26, 19_900)));
    file.agencies[0].name = letters(0x61, 26, 500);
    test.import(&file).unwrap();
    let find = |words: String| {
        let filter = Filter { text: Some(words), ..Filter::default() };
        let query =
            ListQuery { entity: EntityType::Project, scope: Scope::anonymous(), filter, order: Order::Name };
        list::count(&mut test.reader(), &query).unwrap()
    };
    assert_eq!(find("found".to_owned()), 1);
    assert_eq!(find(file.projects[1].name.clone()), 1);
    assert_eq!(find(file.projects[2].name.chars().take(150).collect()), 2, "both texts begin so");
    assert_eq!(find(letters(0x61, 26, 100)), 1);
}
