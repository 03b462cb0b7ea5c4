//! The table of attacks: how often each was tried and found, and what is said of it.

use std::fmt::Write;

use super::scene::Scene;
use super::{bundle, database, given_times, times};
use crate::source::root;
use crate::support::Database;
use crate::support::dice::Dice;

/// Of how many attempts on bundles the verifier in Python looks at one: it takes a while.
const PYTHON: usize = 20;

/// Tries an attack, and tells how often it was found; what went wrong is told at once.
fn tried(name: &str, mut attempt: impl FnMut(&mut Dice, usize) -> Result<(), String>) -> usize {
    let mut found = 0;
    for number in 0..times() {
        match attempt(&mut Dice::new(number as u64), number) {
            Ok(()) => found += 1,
            Err(why) => println!("{name}, attempt {number}: {why}"),
        }
    }
    found
}

fn on_databases(scene: &Scene) -> String {
    let mut lines = String::new();
    for attack in database::ATTACKS {
        let (name, given, said, _) = *attack;
        let found = tried(name, |dice, _| database::attempt(scene, *attack, dice));
        let (given, times) = (given.words(), times());
        let _ = writeln!(lines, "| the database: {name} | {given} | {times} | {found} | | {said} |");
    }
    lines
}

fn on_bundles(scene: &Scene) -> String {
    let mut lines = String::new();
    for attack in bundle::ATTACKS {
        let (name, given, said, _) = *attack;
        let found = tried(name, |dice, number| bundle::attempt(scene, *attack, dice, number % PYTHON == 0));
        let (given, times) = (given.words(), times());
        let python = times.div_ceil(PYTHON);
        let _ = writeln!(lines, "| a bundle: {name} | {given} | {times} | {found} | {python} | {said} |");
    }
    lines
}

const HEAD: &str = "| attack on | held against | tried | found and named | of these by verify.py too | what is said |\n\
                    | --- | --- | --- | --- | --- | --- |\n";

#[test]
fn every_attack_is_found_and_named_and_the_table_says_so() {
    if !Database::has_sqlite() {
        return;
    }
    let scene = Scene::shared();
    let (one, other) = std::thread::scope(|scope| {
        let bundles = scope.spawn(|| on_bundles(scene));
        (on_databases(scene), bundles.join().unwrap())
    });
    let made = format!("{HEAD}{one}{other}");
    println!("{made}");
    for line in made.lines().skip(2) {
        let cells: Vec<&str> = line.split(" | ").collect();
        assert_eq!(cells[2], cells[3], "not every one was found: {line}");
    }
    let path = root().join("docs/attack-table.md");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let kept: String =
        committed.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect();
    if times() == 100 && kept != made {
        let place = root().join("target/attack-table.md");
        std::fs::write(&place, &made).unwrap();
        panic!("docs/attack-table.md is not what happens; the table as it is: {}", place.display());
    }
}

/// How often each attack is tried on PostgreSQL, where every attempt takes a database of
/// its own.
const ON_POSTGRES: usize = 3;

#[test]
fn every_attack_on_the_database_is_found_and_named_on_postgresql_too() {
    if !Database::has_postgres() {
        return;
    }
    let scene = &Scene::make();
    let times = given_times().unwrap_or(ON_POSTGRES);
    let try_all = |attacks: &[database::Attack]| {
        let mut missed = Vec::new();
        for attack in attacks {
            for number in 0..times {
                if let Err(why) = database::attempt(scene, *attack, &mut Dice::new(number as u64)) {
                    missed.push(format!("{}, attempt {number}: {why}", attack.0));
                }
            }
        }
        missed
    };
    let (some, others) = database::ATTACKS.split_at(database::ATTACKS.len() / 2);
    let missed = std::thread::scope(|scope| {
        let beside = scope.spawn(|| try_all(some));
        let mut missed = try_all(others);
        missed.extend(beside.join().unwrap());
        missed
    });
    assert_eq!(missed, Vec::<String>::new());
}
