//! The founding partnership in the register.

use partnership_register::commands::export;
use partnership_register::model::EntityType::*;

use crate::support::{TestRegister, founding_file};

#[test]
fn the_founding_file_is_exported_as_it_was_imported() {
    let test = TestRegister::founding();
    let file = export::file_of(&test.graph("safer-chelmsford"), &test.register.directory()).unwrap();
    assert_eq!(file, founding_file());
    let text = export::to_json(&file).unwrap();
    assert_eq!(text, partnership_register::founding::SAFER_CHELMSFORD);
}

#[test]
fn the_founding_partnership_is_counted_as_published() {
    let test = TestRegister::new();
    let report = test.import(&founding_file()).unwrap();
    let created: Vec<_> = report.counts.iter().map(|(entity, counts)| (*entity, counts.created)).collect();
    assert_eq!(
        created,
        [
            (Partnership, 1),
            (Agency, 10),
            (Succession, 1),
            (Membership, 10),
            (Strategy, 1),
            (Priority, 4),
            (FocusArea, 15),
            (Meeting, 11),
            (Event, 8),
            (Project, 19),
            (Document, 1),
        ]
    );
    let graph = test.graph("safer-chelmsford");
    let under: Vec<_> = graph
        .priorities
        .iter()
        .map(|p| {
            let r = &p.record;
            (p.links.focus_areas.len(), r.meetings.len(), r.events.len(), r.projects.len())
        })
        .collect();
    assert_eq!(under, [(4, 3, 3, 11), (3, 2, 1, 4), (8, 5, 1, 4), (0, 0, 3, 0)]);
    assert_eq!(graph.meetings.iter().filter(|m| m.record.is_board).count(), 1);
}

#[test]
fn every_name_of_the_founding_file_is_in_the_register_in_its_order() {
    let test = TestRegister::founding();
    let (graph, file) = (test.graph("safer-chelmsford"), founding_file());
    let members: Vec<_> = graph.memberships.iter().map(|m| m.record.name_as_published.clone()).collect();
    assert_eq!(members, file.memberships.iter().map(|m| m.name_as_published.clone()).collect::<Vec<_>>());
    let titles: Vec<_> = graph.focus_areas.iter().map(|area| area.record.title.clone()).collect();
    let priorities = &file.strategies[0].priorities;
    let published = priorities.iter().flat_map(|p| &p.focus_areas).map(|area| area.title.clone());
    assert_eq!(titles, published.collect::<Vec<_>>());
    for (node, entry) in graph.priorities.iter().zip(priorities) {
        let named = |id| graph.projects.iter().find(|p| p.record.id == id).unwrap().record.head.key.clone();
        assert_eq!(node.record.projects.iter().map(|id| named(*id)).collect::<Vec<_>>(), entry.projects);
        assert_eq!(node.record.approach, entry.approach);
    }
    let mut names: Vec<_> = file.projects.iter().map(|p| p.name.clone()).collect();
    names.extend(file.events.iter().map(|e| e.name.clone()));
    names.extend(file.meetings.iter().map(|m| m.name.clone()));
    let mut kept: Vec<_> = graph.projects.iter().map(|p| p.record.name.clone()).collect();
    kept.extend(graph.events.iter().map(|e| e.record.name.clone()));
    kept.extend(graph.meetings.iter().map(|m| m.record.name.clone()));
    names.sort();
    kept.sort();
    assert_eq!(kept, names);
}
