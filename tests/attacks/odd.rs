//! Bundles that are odd rather than altered: what one program would let pass, the other
//! must too, or an auditor is told two things.

use partnership_register::history::evidence::verify;
use serde_json::{Value, json};

use super::Given;
use super::bundle::{Files, python, read, write};
use super::scene::Scene;
use crate::source::root;
use crate::support::program::{run, said};

type Spoil = fn(&mut Files);

/// What can be done to a bundle that makes it odd rather than another: each with the
/// status that both programs must end with.
const ODDITIES: &[(&str, i32, Spoil)] = &[
    ("nothing", 0, |_| {}),
    ("a line with an empty place in it", 10, |files| {
        edit(files, CHANGES, 2, |line| line.replacen(':', ": ", 1))
    }),
    ("a value of which the name stands twice", 10, |files| {
        edit(files, CHANGES, 2, |line| {
            line.replacen("\"values\":{", "\"values\":{\"name\":{\"withheld\":true},", 1)
        })
    }),
    ("a commitment of which the name stands twice", 10, |files| {
        edit(files, CHANGES, 2, |line| {
            line.replacen("\"commitments\":{", "\"commitments\":{\"name\":\"\",", 1)
        })
    }),
    ("a value that is withheld and there", 10, |files| {
        edit(files, CHANGES, 2, |line| {
            let (leaf, values) = line.split_once("\"values\":").unwrap();
            format!("{leaf}\"values\":{}", values.replacen("\"},", "\",\"withheld\":true},", 1))
        });
    }),
    ("a line with one thing more", 10, |files| {
        edit(files, CHANGES, 2, |line| line.replacen("{\"hash\"", "{\"extra\":1,\"hash\"", 1))
    }),
    ("a hash in capitals", 10, |files| {
        edit(files, CHANGES, 2, |line| {
            let (before, hash, after) = (&line[..9], &line[9..73], &line[73..]);
            format!("{before}{}{after}", hash.to_uppercase())
        })
    }),
    ("a hash that is none", 12, |files| {
        edit(files, CHANGES, 2, |line| line.replacen("\"hash\":\"", "\"hash\":\"zz", 1))
    }),
    ("a mark at the beginning", 10, |files| edit(files, CHANGES, 0, |line| format!("\u{feff}{line}"))),
    ("a line that is no JSON", 10, |files| edit(files, CHANGES, 2, |_| "change".to_owned())),
    ("a line that is a number", 10, |files| edit(files, CHANGES, 2, |_| "7".to_owned())),
    ("an empty line", 10, |files| edit(files, CHANGES, 2, |line| format!("\n{line}"))),
    ("lines that end as on Windows", 10, |files| edit(files, CHANGES, 2, |line| format!("{line}\r"))),
    ("a stretch that is none", 10, |files| drop(files.insert(UNSEEN.to_owned(), b"1 3 00\n".to_vec()))),
    ("a checkpoint that is none", 10, |files| {
        drop(files.insert("log/checkpoints/x.txt".to_owned(), b"hello".to_vec()))
    }),
    ("a checkpoint with one line more", 10, |files| {
        let newest = files.keys().rfind(|name| name.starts_with("log/checkpoints/")).unwrap().clone();
        files.get_mut(&newest).unwrap().extend_from_slice(b"- signed by nobody\n");
    }),
    ("a key that is none", 10, |files| {
        files.get_mut("log/keys.txt").unwrap().extend_from_slice(b"example+00+AA\n")
    }),
    ("no keys, to whoever was given them", 0, |files| drop(files.remove("log/keys.txt"))),
    ("no checkpoints", 10, |files| files.retain(|name, _| !name.starts_with("log/checkpoints/"))),
    ("no plan", 10, |files| drop(files.remove("plan/end/safer-chelmsford.json"))),
    ("a plan that is none", 10, |files| {
        drop(files.insert("plan/end/safer-chelmsford.json".to_owned(), b"[]".to_vec()))
    }),
    ("no table, which is for reading", 0, |files| drop(files.remove("changes.csv"))),
    ("a file that the sums do not name", 10, |files| {
        drop(files.insert("notes.txt".to_owned(), b"mine".to_vec()))
    }),
    ("no changes", 7, |files| drop(files.remove(CHANGES))),
    ("nothing of what is not shown", 7, |files| drop(files.remove(UNSEEN))),
    ("no manifest", 7, |files| drop(files.remove("bundle.json"))),
    ("a manifest that is none", 7, |files| drop(files.insert("bundle.json".to_owned(), b"{}".to_vec()))),
    ("a period beyond the log", 10, |files| tell(files, |said| said["period"]["last"] = json!(9_999))),
    ("a period that ends before the plan", 10, |files| {
        tell(files, |said| said["period"]["last"] = json!(said["period"]["last"].as_u64().unwrap() - 1));
    }),
    ("a period that ends before it begins", 10, |files| {
        tell(files, |said| said["period"]["after"] = json!(said["period"]["last"].as_u64().unwrap() + 1));
    }),
    ("a period that is said to begin after its changes", 10, |files| {
        tell(files, |said| said["period"]["from"] = json!("2999-01-01T00:00:00.000000Z"));
    }),
    ("a period that is said to end before its changes", 10, |files| {
        tell(files, |said| said["period"]["to"] = json!("1999-01-01T00:00:00.000000Z"));
    }),
    ("a period that begins at the largest number", 10, |files| {
        tell(files, |said| said["period"]["after"] = json!(u64::MAX));
    }),
    ("plans of which it says nothing", 10, |files| tell(files, |said| said["plans"] = json!([]))),
    ("a number that is none", 7, |files| tell(files, |said| said["period"]["last"] = json!(-1))),
    ("a checkpoint that a key signed twice", 10, |files| {
        let newest = files.keys().rfind(|name| name.starts_with("log/checkpoints/")).unwrap().clone();
        let note = String::from_utf8(files[&newest].clone()).unwrap();
        let last = note.lines().last().unwrap();
        files.insert(newest, format!("{note}{last}\n").into_bytes());
    }),
    ("a label that is withheld, which none is", 10, |files| edit(files, CHANGES, 2, withheld_label)),
    ("a value that is withheld in a bundle that says it is complete", 10, |files| {
        edit(files, CHANGES, 2, withheld_value)
    }),
    ("a file that unpacking would put over another", 7, |files| {
        drop(files.insert("./changes.jsonl".to_owned(), b"{}\n".to_vec()))
    }),
    ("a file that unpacking would put elsewhere", 7, |files| {
        drop(files.insert("plan/../../notes.txt".to_owned(), b"mine".to_vec()))
    }),
    ("another format", 7, |files| {
        let text = String::from_utf8(files["bundle.json"].clone()).unwrap();
        files.insert("bundle.json".to_owned(), text.replace("evidence/1", "evidence/9").into_bytes());
    }),
];

const CHANGES: &str = "changes.jsonl";
const UNSEEN: &str = "log/unseen.txt";

/// A line in which what the record is called is withheld.
fn withheld_label(line: &str) -> String {
    let mut said: Value = serde_json::from_str(line).unwrap();
    said["values"]["$label"] = json!({ "withheld": true });
    said.to_string()
}

/// A line in which a value of the record is withheld.
fn withheld_value(line: &str) -> String {
    let mut said: Value = serde_json::from_str(line).unwrap();
    said["values"]["version"] = json!({ "withheld": true });
    said.to_string()
}

/// Lets the bundle say something else of itself.
fn tell(files: &mut Files, tell: fn(&mut Value)) {
    let mut said: Value = serde_json::from_slice(&files["bundle.json"]).unwrap();
    tell(&mut said);
    files.insert("bundle.json".to_owned(), serde_json::to_vec(&said).unwrap());
}

/// Writes a line of a file anew.
fn edit(files: &mut Files, name: &str, place: usize, edit: fn(&str) -> String) {
    let text = String::from_utf8(files.remove(name).unwrap()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[place] = edit(&lines[place]);
    files.insert(name.to_owned(), (lines.join("\n") + "\n").into_bytes());
}

#[test]
fn both_programs_judge_alike_however_odd_a_bundle_is() {
    let scene = Scene::shared();
    let original = read(&scene.bundle);
    let mut wrong = Vec::new();
    for (name, status, spoil) in ODDITIES {
        let mut files = original.clone();
        spoil(&mut files);
        let path = scene.place("odd.zip");
        // Whoever adds a file leaves the sums; else they are made to follow.
        write(
            &files,
            &path,
            files.keys().all(|file| original.contains_key(file)) && files.len() <= original.len(),
        );
        let report = verify::bundle(&path, &Given::Itself.kept(scene));
        let ours = match report.as_ref().map(verify::Report::standing) {
            Err(_) => 7,
            Ok(verify::Standing::Proved) => 0,
            Ok(verify::Standing::Wrong) => 10,
            Ok(verify::Standing::Contradicted) => 12,
            Ok(verify::Standing::DeclaredLoss) => 13,
        };
        let (theirs, said) = python(scene.folder.path(), &path, scene.key, &[]);
        if (ours, theirs) != (*status, *status) {
            wrong.push(format!("{name}: {ours} and {theirs} instead of {status}: {report:#?} {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_zip_that_holds_two_files_of_one_name_is_no_bundle_to_either_program() {
    let scene = Scene::shared();
    let files = read(&scene.bundle);
    let path = scene.place("twice.zip");
    let mut other = files.clone();
    other.insert("changes.jsonk".to_owned(), other[CHANGES].clone());
    write(&other, &path, true);
    let bytes = std::fs::read(&path).unwrap();
    let text: Vec<u8> = replaced(&bytes, b"changes.jsonk", b"changes.jsonl");
    std::fs::write(&path, text).unwrap();
    let why = verify::bundle(&path, &Given::Itself.kept(scene)).unwrap_err().to_string();
    assert!(why.contains("two files of one name"), "{why}");
    let (status, said) = python(scene.folder.path(), &path, scene.key, &[]);
    assert!(status == 7 && said.contains("two files of one name"), "{status} {said}");
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> =
        (0..bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn a_key_file_without_a_key_is_refused_by_both_programs() {
    let scene = Scene::shared();
    let keys = scene.place("keys.txt");
    std::fs::write(&keys, "# none yet\n").unwrap();
    let bundle = scene.bundle.to_str().unwrap();
    let ours = run(&scene.database.url, &["verify", bundle, "--key", keys.to_str().unwrap()]);
    let mut theirs = std::process::Command::new("python3");
    theirs.arg(root().join("docs/verify.py")).arg(bundle).arg("--key").arg(keys);
    for told in [ours, said(theirs.output().unwrap())] {
        assert_eq!(told.status, 7, "{told:?}");
        assert!(told.stderr.contains("there is no key in"), "{told:?}");
    }
}
