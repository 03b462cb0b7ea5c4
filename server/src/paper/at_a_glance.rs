//! The priorities in one table: how many schemes are how, and what moved.

use super::document::{Body, Cell};
use super::moves::Move;
use super::priorities::Group;
use crate::model::Rating;

/// The table, when there is more than nothing.
pub fn write(groups: &[Group<'_>], body: &mut Body) {
    body.heading(2, "At a glance");
    if groups.is_empty() {
        body.text("The plan has no priorities and no schemes yet.");
        return;
    }
    let columns = [
        ("Priority", 8),
        ("Schemes", 4),
        ("Red", 2),
        ("Amber", 3),
        ("Green", 3),
        ("Finished", 4),
        ("Started", 3),
        ("Stalled", 3),
    ];
    body.table("Schemes and ratings under each priority", columns, groups.iter().map(row).collect());
    body.text(
        "Red, amber and green count the priority itself, its focus areas and its schemes, each as it is rated now. \
         A scheme under several priorities counts under each.",
    );
}

fn row(group: &Group<'_>) -> [Cell; 8] {
    let rated = |wanted: Rating| {
        let number = group.rated.iter().filter(|(_, rated)| rated.rating() == wanted).count();
        Cell { text: number.to_string(), rating: (number > 0).then_some(wanted) }
    };
    let moved = |wanted: Move| group.moves.iter().filter(|(kind, _, _)| *kind == wanted).count().to_string();
    [
        group.heading.as_str().into(),
        group.schemes.to_string().into(),
        rated(Rating::Red),
        rated(Rating::Amber),
        rated(Rating::Green),
        moved(Move::Finished).into(),
        moved(Move::Started).into(),
        moved(Move::Stalled).into(),
    ]
}
