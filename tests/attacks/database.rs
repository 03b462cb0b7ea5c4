//! Attacks by whoever can write to the database.

use diesel::prelude::*;
use diesel::sql_types::Text;
use partnership_register::history::checkpoint::SignedCheckpoint;
use partnership_register::history::commitment::{Salted, SaltedValues};
use partnership_register::history::evidence::entry::Shown;
use partnership_register::model::ChangeAction;
use partnership_register::store::verify;
use serde_json::Value;

use super::scene::{ORIGIN, Scene, all, sign};
use super::tables::{Tables, text};
use super::{Expected, Given};
use crate::support::Database;
use crate::support::dice::Dice;

/// An attempt: alters a database, or puts another in its place. Gives what must be said,
/// and what the register would say it signed.
type Attempt = fn(&Scene, &mut Dice, &mut Database) -> (Expected, Vec<SignedCheckpoint>);

/// An attack: what it does, what it is held against, and what is said of it.
pub type Attack = (&'static str, Given, &'static str, Attempt);

/// Each attack.
pub const ATTACKS: &[Attack] = &[
    ("flip one byte of a value", Given::Itself, "change N: FIELD is not what was committed to", value),
    ("flip one byte of a reason", Given::Itself, "change N: $reason is not what was committed to", reason),
    ("flip one byte of a time", Given::Itself, "change N: its hash is not that of what it says", time),
    (
        "hide a value behind a removal of another",
        Given::Itself,
        "change N: FIELD is gone, and change M does not say that it removed it",
        hide,
    ),
    ("delete the last change", Given::Checkpoint, "its last change is gone, and nobody declared that", last),
    ("delete the first change", Given::Itself, "change 2: the changes 1 to 1 are missing", first),
    ("delete a middle change", Given::Itself, "change N: the changes M to M are missing", middle),
    ("swap two changes", Given::Itself, "change N: its hash is not that of what it says", swap),
    ("insert a change", Given::Checkpoint, "it was signed for another history", insert),
    (
        "rebuild the whole log without the key",
        Given::Itself,
        "they are not those that were signed for",
        rebuild,
    ),
    ("rebuild it with the key", Given::Checkpoint, "it was signed for another history", rebuild_with_key),
    ("edit a table row without a change", Given::Itself, "RECORD: FIELD is A; change N says B", row),
    ("drop the triggers first", Given::Itself, "the trigger T: is not there or is switched off", triggers),
    (
        "restore an older backup",
        Given::Checkpoint,
        "of which the last N are gone, and nobody declared that",
        older,
    ),
    ("show two auditors two histories", Given::OfAnother, "it was signed for another history", split),
];

/// Tries an attack once.
pub fn attempt(scene: &Scene, (_, given, _, attempt): Attack, dice: &mut Dice) -> Result<(), String> {
    let mut database = scene.database.copy();
    let (expected, signed) = attempt(scene, dice, &mut database);
    let signed = signed.into_iter().enumerate();
    let signed = signed.map(|(place, note)| (format!("checkpoint {place}"), note)).collect();
    let kept = given.kept(scene);
    let mut conn = database.url.connect().unwrap();
    let (_, report) = verify::proved(&mut conn, (signed, &[scene.key]), &kept).unwrap();
    expected.is_met(&report)
}

/// What the register signed, none of which whoever has only the database can forge.
fn signed(scene: &Scene) -> Vec<SignedCheckpoint> {
    vec![scene.early.clone(), scene.later.clone(), scene.newest.clone()]
}

#[derive(QueryableByName)]
struct After {
    #[diesel(sql_type = Text)]
    after: String,
}

fn values(tables: &mut Tables, sequence: u64) -> SaltedValues {
    let found = format!("SELECT after FROM change_value WHERE sequence = {sequence}");
    let found: After = diesel::sql_query(found).get_result(&mut tables.conn).unwrap();
    serde_json::from_str(&found.after).unwrap()
}

fn keep(tables: &mut Tables, sequence: u64, values: &SaltedValues) {
    let after = text(&serde_json::to_string(values).unwrap());
    tables.run(&format!("UPDATE change_value SET after = {after} WHERE sequence = {sequence}"));
}

/// Changes one letter of a text for another.
pub fn flip(text: &mut String, dice: &mut Dice) {
    let places: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).map(|(at, _)| at).collect();
    let at = *dice.one(&places);
    let other = if text.as_bytes()[at] == b'x' { "y" } else { "x" };
    text.replace_range(at..=at, other);
}

/// The fields of a change that hold text which can be flipped.
fn texts(values: &SaltedValues) -> Vec<String> {
    let text = |salted: &Salted| match salted {
        Salted::Kept { value: Value::String(text), .. } => text.contains(|c: char| c.is_ascii_alphanumeric()),
        _ => false,
    };
    values
        .iter()
        .filter(|(field, salted)| !field.starts_with('$') && text(salted))
        .map(|(f, _)| f.clone())
        .collect()
}

pub fn flip_field(values: &mut SaltedValues, field: &str, dice: &mut Dice) {
    if let Some(Salted::Kept { value: Value::String(text), .. }) = values.get_mut(field) {
        flip(text, dice);
    }
}

fn any(scene: &Scene, dice: &mut Dice) -> u64 {
    1 + dice.below(scene.size as usize) as u64
}

/// One of the changes that have a reason: those after the first.
fn with_reason(scene: &Scene, dice: &mut Dice) -> u64 {
    scene.size - dice.below(60) as u64
}

fn value(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let (mut tables, sequence) = (Tables::open(database), any(scene, dice));
    let mut values = values(&mut tables, sequence);
    let field = dice.one(&texts(&values)).clone();
    flip_field(&mut values, &field, dice);
    keep(&mut tables, sequence, &values);
    tables.close();
    (Expected::of(format!("change {sequence}: {field} is not what was committed to")), signed(scene))
}

fn reason(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let (mut tables, sequence) = (Tables::open(database), with_reason(scene, dice));
    let mut values = values(&mut tables, sequence);
    flip_field(&mut values, "$reason", dice);
    keep(&mut tables, sequence, &values);
    tables.close();
    (Expected::of(format!("change {sequence}: $reason is not what was committed to")), signed(scene))
}

fn hide(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let (mut tables, by) = (Tables::open(database), scene.removal);
    // The change just before it is the one from which it did take something.
    let sequence = 1 + dice.below(by as usize - 2) as u64;
    let mut values = values(&mut tables, sequence);
    let fields: Vec<String> = values.keys().cloned().collect();
    let field = dice.one(&fields);
    values.insert(field.clone(), Salted::Erased { erased: by, first: None });
    keep(&mut tables, sequence, &values);
    tables.run(&format!("UPDATE change_value SET erased_by = {by} WHERE sequence = {sequence}"));
    tables.close();
    let said = format!("change {sequence}: {field} is gone, and change {by} does not say that it removed it");
    (Expected::of(said), signed(scene))
}

fn time(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let (mut tables, sequence) = (Tables::open(database), any(scene, dice));
    let bit = 1_i64 << dice.below(40);
    // SQLite has no exclusive or.
    tables.run(&format!("UPDATE change SET at = (at | {bit}) - (at & {bit}) WHERE sequence = {sequence}"));
    tables.close();
    (Expected::of(format!("change {sequence}: its hash is not that of what it says")), signed(scene))
}

fn delete(tables: &mut Tables, sequence: u64) {
    tables.run(&format!(
        "DELETE FROM change_value WHERE sequence = {sequence}; DELETE FROM change WHERE sequence = {sequence}"
    ));
}

/// With everything that follows from it, but for the record itself.
fn last(scene: &Scene, _: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let history = {
        let mut history = all(&mut database.url.connect().unwrap());
        history.pop();
        history
    };
    let mut tables = Tables::open(database);
    tables.rebuild(history);
    tables.close();
    let gone = format!("kept.txt: it was signed for {} changes, of which the last 1 are gone", scene.size);
    (Expected::of(gone).contradicting(), signed(scene))
}

fn first(scene: &Scene, _: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let mut tables = Tables::open(database);
    delete(&mut tables, 1);
    tables.close();
    (Expected::of("change 2: the changes 1 to 1 are missing"), signed(scene))
}

fn middle(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let sequence = 2 + dice.below(scene.size as usize - 2) as u64;
    let mut tables = Tables::open(database);
    delete(&mut tables, sequence);
    tables.close();
    (
        Expected::of(format!("change {}: the changes {sequence} to {sequence} are missing", sequence + 1)),
        signed(scene),
    )
}

/// A number that no change has.
const NOWHERE: u64 = 1_000_000;

fn swap(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let one = any(scene, dice);
    let other = 1 + (one + dice.below(scene.size as usize - 1) as u64) % scene.size;
    let mut tables = Tables::open(database);
    for table in ["change", "change_value"] {
        for (from, to) in [(one, NOWHERE), (other, one), (NOWHERE, other)] {
            tables.run(&format!("UPDATE {table} SET sequence = {to} WHERE sequence = {from}"));
        }
    }
    tables.close();
    let expected = Expected::of(format!("change {one}: its hash is not that of what it says"));
    (expected.and(format!("change {other}: its hash is not that of what it says")), signed(scene))
}

/// One more change of a record, with all after it numbered on.
fn insert(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let mut history = all(&mut database.url.connect().unwrap());
    let mut more = all(&mut database.url.connect().unwrap());
    // After the last it would be one more, which no checkpoint covers.
    let at = dice.below(scene.size as usize - 1);
    let mut put_in: Shown = more.swap_remove(at);
    put_in.meta.at += chrono::TimeDelta::microseconds(1);
    // It follows on the one of which it is made, and what followed on that follows on it.
    put_in.meta.previous = Some(put_in.meta.sequence);
    put_in.meta.action = ChangeAction::Update;
    flip_field(&mut put_in.values, "$label", dice);
    history.insert(at + 1, put_in);
    let mut tables = Tables::open(database);
    tables.rebuild(history);
    tables.close();
    let signed_for =
        format!("it was signed for another history: the first {} changes are not those", scene.size);
    (Expected::of(signed_for).contradicting(), signed(scene))
}

fn forged(scene: &Scene, dice: &mut Dice, database: &mut Database) {
    let mut history = all(&mut database.url.connect().unwrap());
    let sequence = with_reason(scene, dice);
    flip_field(&mut history[sequence as usize - 1].values, "$reason", dice);
    let mut tables = Tables::open(database);
    tables.rebuild(history);
    tables.close();
}

fn rebuild(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    forged(scene, dice, database);
    (Expected::of("they are not those that were signed for").contradicting(), signed(scene))
}

fn rebuild_with_key(
    scene: &Scene,
    dice: &mut Dice,
    database: &mut Database,
) -> (Expected, Vec<SignedCheckpoint>) {
    forged(scene, dice, database);
    let anew = sign(&mut database.url.connect().unwrap(), &scene.ring, ORIGIN);
    (Expected::of("kept.txt: ").and("for another history").contradicting(), vec![anew])
}

/// What can be edited so that nothing but the history tells.
const ROWS: &[(&str, &str, &str)] = &[
    ("project", "name", "name is "),
    ("project", "description", "description is "),
    ("priority", "title", "title is "),
    ("agency", "name", "name is "),
    ("partnership", "name", "name is "),
    ("meeting", "name", "name is "),
];

fn row(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = Text)]
        id: String,
    }
    let (table, column, words) = *dice.one(ROWS);
    let mut conn = database.url.connect().unwrap();
    let ids = diesel::sql_query(format!("SELECT id FROM {table} WHERE {column} IS NOT NULL ORDER BY id"));
    let ids: Vec<Id> = ids.load(&mut conn).unwrap();
    let id = &dice.one(&ids).id;
    let edit = format!("UPDATE {table} SET {column} = {column} || '?' WHERE id = '{id}'");
    diesel::sql_query(edit).execute(&mut conn).unwrap();
    (Expected::of(format!("{id}: {words}")).and("; change "), signed(scene))
}

fn triggers(scene: &Scene, dice: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    let (mut tables, sequence) = (Tables::open(database), with_reason(scene, dice));
    let mut values = values(&mut tables, sequence);
    flip_field(&mut values, "$reason", dice);
    keep(&mut tables, sequence, &values);
    let guard = match Database::is_postgres() {
        true => "change_is_immutable",
        false => "change_refuses_update",
    };
    let expected = Expected::of(format!("the trigger {guard}: is not there or is switched off"));
    (expected.and(format!("change {sequence}: $reason is not what")), signed(scene))
}

/// The register of an earlier day, with what was signed by then.
fn older(scene: &Scene, _: &mut Dice, database: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    *database = scene.older.copy();
    let gone = scene.size - scene.early.checkpoint.size;
    let said = format!("of which the last {gone} are gone, and nobody declared that");
    (Expected::of(said).contradicting(), vec![scene.early.clone()])
}

/// One auditor looks at this register, and brings along what another was shown.
fn split(scene: &Scene, _: &mut Dice, _: &mut Database) -> (Expected, Vec<SignedCheckpoint>) {
    (Expected::of("kept.txt: ").and("for another history").contradicting(), signed(scene))
}
