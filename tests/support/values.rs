//! Single values by chance: texts, days, places, sources.

use chrono::NaiveDate;
use partnership_register::model::*;

use super::dice::Dice;

/// Rising positions, told only where they are not the place in the list.
pub fn place(d: &mut Dice, index: usize, last: &mut i32) -> Option<i32> {
    *last += if d.once_in(4) { 3 } else { 1 };
    let natural = index as i32 + 1;
    *last = (*last).max(natural);
    (*last != natural).then_some(*last)
}

pub fn text(d: &mut Dice) -> String {
    let words =
        ["night", "patrols", "Café", "safer", "Ω", "streets", "Pubwatch", "ﬁre", "𝔘nit", "o'clock", "Ÿ", "٣"];
    (0..1 + d.below(5)).map(|_| *d.one(&words)).collect::<Vec<_>>().join(" ")
}

pub fn long_text(d: &mut Dice) -> Option<String> {
    d.maybe(|d| format!("{}.\n\n{}", text(d), text(d)))
}

pub fn website(d: &mut Dice) -> Option<String> {
    d.maybe(|d| format!("https://example.org/{}", d.below(5)))
}

pub fn day(d: &mut Dice) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(d.below(1_000) as u64)
}

/// Two days in order, either of which may be missing.
pub fn days(d: &mut Dice) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let first = day(d);
    let last = first + chrono::Days::new(d.below(30) as u64);
    (d.maybe(|_| first), d.maybe(|_| last))
}

pub fn sources(d: &mut Dice) -> Vec<Source> {
    let source = |d: &mut Dice| Source {
        label: text(d),
        url: website(d),
        read_on: d.maybe(day),
        field: d.maybe(|_| "name".to_owned()),
        quote: long_text(d),
    };
    (0..d.below(3)).map(|_| source(d)).collect()
}

pub fn visibility(d: &mut Dice) -> Visibility {
    *d.one(Visibility::ALL)
}
