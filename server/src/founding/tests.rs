//! Compares the founding file with the page it was taken from, word by word.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::SAFER_CHELMSFORD;
use crate::model::file::*;
use crate::model::validate::is_slug;
use crate::model::*;

/// The page as it was published, its headings lost.
const PAGE: &str = include_str!("../../data/safer-chelmsford.txt");

fn file() -> PartnershipFile {
    serde_json::from_str(SAFER_CHELMSFORD).unwrap()
}

fn quote<'a>(sources: &'a [Source], field: &str) -> Option<&'a str> {
    sources.iter().find(|s| s.field.as_deref() == Some(field))?.quote.as_deref()
}

fn name<'a>(names: &HashMap<&'a str, &'a str>, key: &str) -> &'a str {
    names.get(key).copied().unwrap_or_else(|| panic!("nothing has the key {key}"))
}

/// Writes the page anew from the file.
fn page_of(file: &PartnershipFile) -> String {
    let mut page = Vec::new();
    let partnership = &file.partnership;
    page.push(partnership.name.clone());
    page.extend(quote(&partnership.sources, "memberships").map(str::to_owned));
    let (others, named): (Vec<_>, Vec<_>) =
        file.memberships.iter().partition(|member| member.listed_under.is_some());
    page.extend(named.iter().map(|member| format!("- {}", member.name_as_published)));
    let others: Vec<_> = others.iter().map(|member| member.name_as_published.as_str()).collect();
    let (last, before) = others.split_last().unwrap();
    let other_members = partnership.other_members.as_deref().unwrap();
    page.push(format!("- {other_members} {} and {last}", before.join(", ")));
    page.push(partnership.duty_statement.clone().unwrap());
    page.extend(quote(&partnership.sources, "aims").map(str::to_owned));
    page.extend(partnership.aims.iter().map(|aim| format!("- {}", aim.text)));
    page.extend(file.meetings.iter().find(|m| m.is_board).unwrap().description.clone());
    let strategy = &file.strategies[0];
    page.extend(quote(&strategy.sources, "priorities").map(str::to_owned));

    let meetings = file.meetings.iter().map(|m| (m.key.as_str(), m.name.as_str())).collect();
    let events = file.events.iter().map(|e| (e.key.as_str(), e.name.as_str())).collect();
    let projects = file.projects.iter().map(|p| (p.key.as_str(), p.name.as_str())).collect();
    for priority in &strategy.priorities {
        page.extend(quote(&priority.sources, "focusAreas").map(str::to_owned));
        page.extend(priority.focus_areas.iter().map(|area| format!("- {}", area.title)));
        page.extend(priority.approach.clone());
        for (field, keys, names) in [
            ("meetings", &priority.meetings, &meetings),
            ("events", &priority.events, &events),
            ("projects", &priority.projects, &projects),
        ] {
            page.extend(quote(&priority.sources, field).map(str::to_owned));
            page.extend(keys.iter().map(|key| format!("- {}", name(names, key))));
        }
    }
    page.join("\n")
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|entry| texts(entry, found)),
        Value::Object(map) => map.values().for_each(|entry| texts(entry, found)),
        _ => {}
    }
}

#[test]
fn the_page_can_be_written_anew_from_the_file_word_for_word() {
    assert_eq!(page_of(&file()), PAGE.trim_end());
}

#[test]
fn every_line_of_the_page_stands_in_a_field_of_its_own() {
    let mut found = Vec::new();
    texts(&serde_json::from_str(SAFER_CHELMSFORD).unwrap(), &mut found);
    let mut lines = BTreeMap::new();
    for line in PAGE.lines().map(|line| line.trim_start_matches("- ")).filter(|line| !line.is_empty()) {
        *lines.entry(line).or_insert(0) += 1;
    }
    for (line, times) in lines {
        assert!(found.iter().filter(|text| *text == line).count() >= times, "lost: {line}");
    }
}

#[test]
fn the_counts_are_those_of_the_page() {
    let file = file();
    assert_eq!(file.agencies.len(), 10);
    assert_eq!(file.memberships.len(), 10);
    let others: Vec<_> = file.memberships.iter().filter_map(|m| m.listed_under.as_deref()).collect();
    assert_eq!(others, ["other public and voluntary organisations"; 3]);
    assert_eq!(file.partnership.aims.len(), 3);
    assert_eq!(file.meetings.len(), 11, "ten and the board");
    assert_eq!(file.events.len(), 8);
    assert_eq!(file.projects.len(), 19);
    assert_eq!(file.documents.len(), 1);
    assert_eq!(file.strategies.len(), 1);
    let counts = |of: fn(&PriorityEntry) -> usize| -> Vec<usize> {
        file.strategies[0].priorities.iter().map(of).collect()
    };
    assert_eq!(counts(|p| p.focus_areas.len()), [4, 3, 8, 0]);
    assert_eq!(counts(|p| p.meetings.len()), [3, 2, 5, 0]);
    assert_eq!(counts(|p| p.events.len()), [3, 1, 1, 3]);
    assert_eq!(counts(|p| p.projects.len()), [11, 4, 4, 0]);
}

#[test]
fn nothing_is_claimed_that_the_page_does_not_say() {
    let file = file();
    assert!(file.memberships.iter().all(|m| m.basis == MembershipBasis::NotStated));
    assert!(file.memberships.iter().all(|m| m.capacity == Capacity::NotStated));
    assert!(file.projects.iter().all(|p| p.lead_agency.is_none() && p.partner_agencies.is_empty()));
    assert!(file.projects.iter().all(|p| p.status == ProjectStatus::NotStated));
    assert!(file.meetings.iter().all(|m| m.owner_agency.is_none()));
    assert!(file.agencies.iter().all(|a| a.website.is_none()));
    assert!(file.partnership.website.is_none() && file.partnership.contact.is_none());
    let strategy = &file.strategies[0];
    assert_eq!((strategy.starts_on, strategy.ends_on), (None, None));
    assert_eq!(strategy.state, StrategyState::Published);
    assert_eq!(strategy.period_label.as_deref(), Some("2021/22"));
    let titles = strategy.priorities.iter().map(|p| p.title_status);
    assert_eq!(titles.collect::<Vec<_>>(), [Some(TitleStatus::Provisional); 4]);
    assert_eq!(file.documents[0].url, None);
    assert_eq!(file.documents[0].strategies, [strategy.key.as_str()]);
}

#[test]
fn the_board_meets_quarterly() {
    let file = file();
    let boards: Vec<_> = file.meetings.iter().filter(|m| m.is_board).collect();
    assert_eq!(boards.len(), 1);
    assert_eq!(boards[0].name, "One Chelmsford Board");
    assert_eq!(boards[0].kind, MeetingKind::StrategyGroup);
    assert_eq!(boards[0].cadence.as_deref(), Some("quarterly"));
}

#[test]
fn both_names_of_probation_are_kept_and_their_succession_is_linked() {
    let file = file();
    let published: Vec<_> = file.memberships.iter().map(|m| m.name_as_published.as_str()).collect();
    assert!(
        published.contains(&"the Probation Service") && published.contains(&"National Probation Service")
    );
    let [succession] = &file.successions[..] else { panic!("one succession") };
    assert_eq!(succession.kind, SuccessionKind::Replaced);
    assert_eq!(succession.from, "national-probation-service");
    assert_eq!(succession.to.as_deref(), Some("probation-service"));
    assert_eq!(succession.on.unwrap().to_string(), "2021-06-26");
}

#[test]
fn all_of_it_is_public() {
    let file = file();
    assert!(file.meetings.iter().all(|m| m.visibility == Visibility::Public));
    assert!(file.events.iter().all(|e| e.visibility == Visibility::Public));
    assert!(file.projects.iter().all(|p| p.visibility == Visibility::Public));
    assert!(file.documents.iter().all(|d| d.visibility == Visibility::Public));
}

#[test]
fn every_key_is_a_slug_and_names_one_record() {
    let file = file();
    let strategy = &file.strategies[0];
    let focus_areas = strategy.priorities.iter().flat_map(|p| &p.focus_areas);
    for keys in [
        file.agencies.iter().map(|a| a.slug.as_str()).collect::<Vec<_>>(),
        file.memberships.iter().map(|m| m.key.as_str()).collect(),
        file.meetings.iter().map(|m| m.key.as_str()).collect(),
        file.events.iter().map(|e| e.key.as_str()).collect(),
        file.projects.iter().map(|p| p.key.as_str()).collect(),
        strategy.priorities.iter().map(|p| p.key.as_str()).collect(),
        focus_areas.map(|f| f.key.as_str()).collect(),
    ] {
        assert!(keys.iter().all(|key| is_slug(key)), "{keys:?}");
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{keys:?}");
    }
}
