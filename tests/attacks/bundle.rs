//! Attacks by whoever can write to a bundle of evidence.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

use partnership_register::commands::evidence::{Asked, Signed};
use partnership_register::history::checkpoint::SignedCheckpoint;
use partnership_register::history::commitment::canonical;
use partnership_register::history::evidence::checkpoint_file;
use partnership_register::history::evidence::verify;
use partnership_register::history::key::{KeyRing, PublicKey, SigningKey};
use partnership_register::store::change;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::database::flip;
use super::scene::{ORIGIN, Scene, everything, export, export_asked};
use super::{Expected, Given};
use crate::source::root;
use crate::support::Database;
use crate::support::dice::Dice;

/// An attempt: alters the files of a bundle.
type Attempt = fn(&Scene, &mut Dice, &mut Files) -> Expected;

/// Each attack: what it does, what it is held against, and what is said of it.
pub const ATTACKS: &[(&str, Given, &str, Attempt)] = &[
    ("flip one byte of a value", Given::Itself, "change N: FIELD is not what was committed to", value),
    ("flip one byte of a reason", Given::Itself, "change N: the reason is not what was committed to", reason),
    (
        "flip one byte of a time",
        Given::Itself,
        "change N: what it says of itself does not give its hash",
        time,
    ),
    (
        "hide a value behind a removal of another",
        Given::Itself,
        "change N: FIELD is gone, and change M, which is said to have erased it, does not say that it did",
        hide,
    ),
    ("delete the last change", Given::Itself, "change N: it is missing", last),
    ("delete the first change", Given::Itself, "change 1: it is missing", first),
    ("delete a middle change", Given::Itself, "change N: it is missing", middle),
    ("swap two changes", Given::Itself, "change N: it stands in the bundle twice, or not in its place", swap),
    ("insert a change", Given::Itself, "the changes M to N: they are not those that were signed for", insert),
    (
        "rebuild the whole log without the key",
        Given::Itself,
        "no known key has signed this checkpoint",
        rebuild,
    ),
    ("rebuild it with the key", Given::Checkpoint, "it was signed for another history", rebuild_with_key),
    (
        "edit a plan without a change",
        Given::Itself,
        "plan/end/P.json: RECORD is not what change N says of it",
        plan,
    ),
    ("edit a page or the table", Given::Itself, "FILE is not the file that was exported", page),
    (
        "restore an older backup",
        Given::Checkpoint,
        "of which the last N are gone, and nobody declared that",
        older,
    ),
    ("show two auditors two histories", Given::Checkpoint, "it was signed for another history", split),
];

/// The files of a bundle.
pub type Files = BTreeMap<String, Vec<u8>>;

pub fn read(path: &Path) -> Files {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut files = Files::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

/// Writes them as whoever alters a bundle would, with their sums as they follow.
pub fn write(files: &Files, path: &Path, sums: bool) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    let mut lines = String::new();
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "SHA256SUMS") {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
        lines.push_str(&format!("{}  {name}\n", hex::encode(Sha256::digest(bytes))));
    }
    zip.start_file("SHA256SUMS", options).unwrap();
    zip.write_all(if sums { lines.as_bytes() } else { &files["SHA256SUMS"] }).unwrap();
    zip.finish().unwrap();
}

/// What our own program, and if asked the one in Python, say of an attack.
pub fn attempt(
    scene: &Scene,
    (name, given, _, attempt): (&str, Given, &str, Attempt),
    dice: &mut Dice,
    in_python: bool,
) -> Result<(), String> {
    let mut files = read(&scene.bundle);
    let expected = attempt(scene, dice, &mut files);
    let path = scene.place("attacked.zip");
    write(&files, &path, !name.contains("page"));
    let kept = given.kept(scene);
    let report = verify::bundle(&path, &kept).map_err(|why| why.to_string())?;
    expected.is_met(&report)?;
    if in_python {
        let notes: Vec<SignedCheckpoint> = kept.checkpoints.iter().map(|(_, note)| note.clone()).collect();
        let (status, said) = python(scene.folder.path(), &path, scene.key, &notes);
        let wanted: &[i32] = if expected.contradicts { &[12] } else { &[10, 12] };
        if !wanted.contains(&status) {
            return Err(format!("verify.py: {status} for {expected:?}: {said}"));
        }
    }
    std::fs::remove_file(path).unwrap();
    Ok(())
}

/// Runs the verifier in Python. Gives its status and all that it says.
pub fn python(folder: &Path, bundle: &Path, key: PublicKey, notes: &[SignedCheckpoint]) -> (i32, String) {
    let place = tempfile::tempdir_in(folder).unwrap();
    let key_file = place.path().join("key.txt");
    std::fs::write(&key_file, key.written(ORIGIN)).unwrap();
    let mut command = Command::new("python3");
    command.arg(root().join("docs/verify.py")).arg(bundle).arg("--key").arg(key_file);
    for (number, note) in notes.iter().enumerate() {
        let path = place.path().join(format!("kept-{number}.txt"));
        std::fs::write(&path, note.note()).unwrap();
        command.arg("--checkpoint").arg(path);
    }
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(said).unwrap())
}

fn lines(files: &Files) -> Vec<Value> {
    let text = std::str::from_utf8(&files["changes.jsonl"]).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn keep(files: &mut Files, lines: &[Value]) {
    let text: Vec<u8> =
        lines.iter().flat_map(|line| [canonical(line).unwrap(), b"\n".to_vec()].concat()).collect();
    files.insert("changes.jsonl".to_owned(), text);
}

fn flip_text(value: &mut Value, dice: &mut Dice) {
    let mut text = value.as_str().unwrap().to_owned();
    flip(&mut text, dice);
    *value = json!(text);
}

fn any(scene: &Scene, dice: &mut Dice) -> usize {
    dice.below(scene.size as usize)
}

fn with_reason(scene: &Scene, dice: &mut Dice) -> usize {
    scene.size as usize - 1 - dice.below(60)
}

fn value(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    let (mut lines, place) = (lines(files), any(scene, dice));
    let values = lines[place]["values"].as_object().unwrap();
    let text = |found: &Value| {
        found["value"].as_str().is_some_and(|t| t.contains(|c: char| c.is_ascii_alphanumeric()))
    };
    let fields: Vec<String> = values
        .iter()
        .filter(|(name, found)| !name.starts_with('$') && text(found))
        .map(|(n, _)| n.clone())
        .collect();
    let field = dice.one(&fields);
    flip_text(&mut lines[place]["values"][field]["value"], dice);
    keep(files, &lines);
    Expected::of(format!("change {}: {field} is not what was committed to", place + 1))
}

fn reason(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    let (mut lines, place) = (lines(files), with_reason(scene, dice));
    flip_text(&mut lines[place]["values"]["$reason"]["value"], dice);
    keep(files, &lines);
    Expected::of(format!("change {}: the reason is not what was committed to", place + 1))
}

fn hide(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    let (mut lines, by) = (lines(files), scene.removal);
    let place = dice.below(by as usize - 2);
    let fields: Vec<String> = lines[place]["values"].as_object().unwrap().keys().cloned().collect();
    let field = dice.one(&fields);
    lines[place]["values"][field] = json!({ "erased": by });
    keep(files, &lines);
    let field = match field.as_str() {
        "$reason" => "the reason",
        "$label" => "what the record is called",
        field => field,
    };
    let said =
        format!("change {}: {field} is gone, and change {by}, which is said to have erased it,", place + 1);
    Expected::of(said).and("does not say that it did")
}

fn time(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    let (mut lines, place) = (lines(files), any(scene, dice));
    flip_text(&mut lines[place]["leaf"]["at"], dice);
    keep(files, &lines);
    Expected::of(format!("change {}: what it says of itself", place + 1))
}

/// The attacker lets the bundle say that it was meant to be so.
fn count(files: &mut Files, lines: usize) {
    let mut manifest: Value = serde_json::from_slice(&files["bundle.json"]).unwrap();
    manifest["changes"] = json!(lines);
    files.insert("bundle.json".to_owned(), serde_json::to_vec(&manifest).unwrap());
}

fn delete(files: &mut Files, place: usize) -> Expected {
    let mut lines = lines(files);
    lines.remove(place);
    keep(files, &lines);
    count(files, lines.len());
    Expected::of(format!("change {}: it is missing", place + 1))
}

fn last(scene: &Scene, _: &mut Dice, files: &mut Files) -> Expected {
    delete(files, scene.size as usize - 1)
}

fn first(_: &Scene, _: &mut Dice, files: &mut Files) -> Expected {
    delete(files, 0)
}

fn middle(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    delete(files, 1 + dice.below(scene.size as usize - 2))
}

fn swap(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    let mut lines = lines(files);
    let one = any(scene, dice);
    let other = (one + 1 + dice.below(scene.size as usize - 1)) % scene.size as usize;
    lines.swap(one, other);
    keep(files, &lines);
    let early = one.min(other) + 1;
    Expected::of(format!("change {early}: it stands in the bundle twice, or not in its place"))
}

/// Makes the hashes of everything anew from what the lines say.
fn rehash(lines: &mut [Value]) {
    for line in lines {
        let values = line["values"].as_object().unwrap().clone();
        for (field, found) in values {
            // What was erased has left only its commitment.
            if found.get("erased").is_some() {
                continue;
            }
            let text = canonical(&json!([found["salt"], field, found["value"]])).unwrap();
            line["leaf"]["commitments"][&field] = json!(hex::encode(Sha256::digest(text)));
        }
        let leaf = [&[0][..], &canonical(&line["leaf"]).unwrap()].concat();
        line["hash"] = json!(hex::encode(Sha256::digest(leaf)));
    }
}

/// What the bundle says of its size and root, as they follow from the lines.
fn retell(files: &mut Files, lines: &[Value]) -> [u8; 32] {
    let mut log = partnership_register::history::log::Edge::default();
    for line in lines {
        log.push(hex::decode(line["hash"].as_str().unwrap()).unwrap().try_into().unwrap());
    }
    let mut manifest: Value = serde_json::from_slice(&files["bundle.json"]).unwrap();
    manifest["root"] = json!(hex::encode(log.root()));
    manifest["size"] = json!(lines.len());
    files.insert("bundle.json".to_owned(), serde_json::to_vec(&manifest).unwrap());
    count(files, lines.len());
    log.root()
}

fn insert(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    // After the last it would be one more, which no checkpoint covers.
    let (mut lines, place) = (lines(files), dice.below(scene.size as usize - 1));
    lines.insert(place, lines[place].clone());
    for (sequence, line) in (1..).zip(&mut lines) {
        line["leaf"]["sequence"] = json!(sequence);
    }
    rehash(&mut lines);
    keep(files, &lines);
    retell(files, &lines);
    Expected::of("they are not those that were signed for").contradicting()
}

/// Another reason, and everything made to follow.
fn forged(scene: &Scene, dice: &mut Dice, files: &mut Files) -> [u8; 32] {
    let (mut lines, place) = (lines(files), with_reason(scene, dice));
    flip_text(&mut lines[place]["values"]["$reason"]["value"], dice);
    rehash(&mut lines);
    keep(files, &lines);
    files.retain(|name, _| !name.starts_with("log/checkpoints/"));
    retell(files, &lines)
}

fn resign(scene: &Scene, files: &mut Files, root: [u8; 32], ring: &KeyRing) {
    let mut said = scene.newest.checkpoint.clone();
    said.root = root;
    files.insert(checkpoint_file(&said), said.sign(ring).unwrap().note().into_bytes());
}

fn rebuild(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    let root = forged(scene, dice, files);
    let own = SigningKey::generate().unwrap();
    resign(scene, files, root, &KeyRing::of(own.clone()));
    files.insert("log/keys.txt".to_owned(), own.public().written(ORIGIN).into_bytes());
    Expected::of("no known key has signed this checkpoint")
}

fn rebuild_with_key(scene: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    let root = forged(scene, dice, files);
    resign(scene, files, root, &scene.ring);
    Expected::of("kept.txt: ").and("it was signed for another history").contradicting()
}

fn plan(_: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    const PLAN: &str = "plan/end/safer-chelmsford.json";
    let mut plan: Value = serde_json::from_slice(&files[PLAN]).unwrap();
    let records = plan["records"].as_array_mut().unwrap();
    let named: Vec<usize> =
        (0..records.len()).filter(|place| records[*place]["values"]["name"].is_string()).collect();
    let record = &mut records[*dice.one(&named)];
    match dice.below(3) {
        0 => flip_text(&mut record["label"], dice),
        1 => flip_text(&mut record["at"], dice),
        _ => flip_text(&mut record["values"]["name"], dice),
    }
    let said = format!(
        "{PLAN}: {} is not what change {} says of it",
        record["id"].as_str().unwrap(),
        record["change"]
    );
    files.insert(PLAN.to_owned(), canonical(&plan).unwrap());
    Expected::of(said)
}

/// Those for reading: their sums tell.
fn page(_: &Scene, dice: &mut Dice, files: &mut Files) -> Expected {
    let name = *dice.one(&["changes.csv", "README.txt", "plan/end/safer-chelmsford.html"]);
    let bytes = files.get_mut(name).unwrap();
    let place = dice.below(bytes.len());
    bytes[place] ^= 1;
    Expected::of(format!("{name}: is not the file that was exported"))
}

/// Evidence from a register that was put back to an earlier day.
fn older(scene: &Scene, _: &mut Dice, files: &mut Files) -> Expected {
    *files = of(scene, &scene.older, &scene.early);
    let gone = scene.size - scene.early.checkpoint.size;
    Expected::of(format!("of which the last {gone} are gone, and nobody declared that")).contradicting()
}

/// Evidence for another auditor, from the register that went another way.
fn split(scene: &Scene, _: &mut Dice, files: &mut Files) -> Expected {
    *files = of(scene, &scene.twin, &scene.twin_newest);
    Expected::of("kept.txt: ").and("two histories were shown").contradicting()
}

fn of(scene: &Scene, database: &Database, note: &SignedCheckpoint) -> Files {
    let path = scene.place("other.zip");
    export(&mut database.url.connect().unwrap(), &scene.directory, &[note], &[scene.key], &path);
    read(&path)
}

#[test]
fn an_honest_bundle_is_proved_by_both_programs() {
    let scene = Scene::shared();
    for given in [Given::Itself, Given::Checkpoint] {
        let kept = given.kept(scene);
        let report = verify::bundle(&scene.bundle, &kept).unwrap();
        assert_eq!((report.problems.as_slice(), report.standing()), (&[][..], verify::Standing::Proved));
        let notes: Vec<SignedCheckpoint> = kept.checkpoints.iter().map(|(_, note)| note.clone()).collect();
        let (status, said) = python(scene.folder.path(), &scene.bundle, scene.key, &notes);
        assert_eq!(status, 0, "{said}");
    }
}

#[test]
fn a_bundle_of_a_part_is_proved_by_both_programs() {
    let scene = Scene::shared();
    let mut conn = scene.database.url.connect().unwrap();
    let middle = change::time_of(&mut conn, scene.size / 2).unwrap();
    let signed = Signed { notes: vec![scene.newest.clone()], keys: vec![(ORIGIN.to_owned(), scene.key)] };
    for (from, to) in [(middle, None), (None, middle), (middle, middle)] {
        let asked = Asked { from, to, scope: everything(), ..Asked::default() };
        let path = scene.place("part.zip");
        export_asked(&mut conn, &scene.directory, (&asked, &signed), &path);
        let report = verify::bundle(&path, &Given::Itself.kept(scene)).unwrap();
        assert_eq!((report.problems.as_slice(), report.standing()), (&[][..], verify::Standing::Proved));
        let (status, said) = python(scene.folder.path(), &path, scene.key, &[]);
        assert_eq!(status, 0, "{said}");
    }
}

#[test]
fn what_a_later_change_did_not_erase_is_named_by_both_programs() {
    let scene = Scene::shared();
    let original = read(&scene.bundle);
    let last = lines(&original).len() as u64;
    for by in [last, last + 1_000] {
        let mut files = original.clone();
        let mut all = lines(&files);
        all[2]["values"]["key"] = json!({ "erased": by });
        keep(&mut files, &all);
        let path = scene.place("borrowed.zip");
        write(&files, &path, true);
        let report = verify::bundle(&path, &Given::Itself.kept(scene)).unwrap();
        let words = format!("key is gone, and change {by}, which is said to have erased it, ");
        assert!(report.problems.iter().any(|problem| problem.contains(&words)), "{:#?}", report.problems);
        let (status, said) = python(scene.folder.path(), &path, scene.key, &[]);
        assert!(status == 10 && said.contains(&words), "{said}");
    }
}
