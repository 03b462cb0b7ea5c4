//! Bundles that are odd rather than altered: what one program would let pass, the other
//! must too, or an auditor is told two things.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use partnership_register::commands::evidence::{Asked, Signed};
use partnership_register::history::commitment::canonical;
use partnership_register::history::evidence::verify;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Given;
use super::bundle::{Files, python, read, write};
use super::scene::{ORIGIN, Scene, everything, export_asked};
use crate::source::root;
use crate::support::program::{Said, run, said};

pub type Spoil = fn(&mut Files);

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
    ("a record taken out of a plan", 10, |files| take_out(files, "project_")),
    ("a record taken out of a plan that is said to leave some out", 10, |files| {
        tell(files, |said| said["complete"] = json!(false));
        take_out(files, "project_");
    }),
    ("a plan taken out", 10, |files| take_plans_out(files, "plan/end/safer-chelmsford.")),
    ("a plan taken out of a bundle that says it leaves some out", 10, |files| {
        tell(files, |said| said["complete"] = json!(false));
        take_plans_out(files, "plan/end/safer-chelmsford.");
    }),
    ("a plan taken out of a bundle that is said to be of another partnership", 10, |files| {
        tell(files, |said| said["filter"]["partnership"] = json!("partnership_1"));
        take_plans_out(files, "plan/end/safer-chelmsford.");
    }),
    ("no plan of what no partnership owns", 10, |files| take_plans_out(files, "plan/start/_register.")),
    ("a folder that is named", 0, |files| drop(files.insert("plan/".to_owned(), Vec::new()))),
    ("a folder that holds something", 10, |files| drop(files.insert("plan/".to_owned(), b"x".to_vec()))),
    ("keys as Windows saves them", 10, |files| {
        let keys = files.get_mut("log/keys.txt").unwrap();
        *keys = [&b"\xef\xbb\xbf"[..], keys].concat();
    }),
    ("keys with a comment that is no UTF-8", 10, |files| {
        files.get_mut("log/keys.txt").unwrap().extend_from_slice(b"# ren\xe9\n")
    }),
    ("a key that is no point of the curve", 10, |files| {
        let key = [&[1, 2][..], &[0; 31]].concat();
        let id = Sha256::digest([&b"a.example\n"[..], &key].concat());
        let line = format!("a.example+{}+{}\n", hex::encode(&id[..4]), STANDARD.encode(key));
        files.get_mut("log/keys.txt").unwrap().extend_from_slice(line.as_bytes());
    }),
    ("a checkpoint with a mark at its beginning", 10, |files| before_newest(files, "\u{feff}")),
    ("a manifest with a name that it does not have", 7, |files| retell(files, b"{\"x\":1,")),
    ("a manifest with such a name twice", 7, |files| retell(files, b"{\"x\":1,\"x\":2,")),
    ("a manifest with something that is no UTF-8", 7, |files| retell(files, b"{\"x\":\"\xff\",")),
    ("a manifest with something deep", 7, |files| {
        retell(files, format!("{{\"x\":{}{},", "[".repeat(5_000), "]".repeat(5_000)).as_bytes())
    }),
    ("a manifest in which a name of its own stands twice", 7, |files| retell(files, b"{\"complete\":true,")),
    ("a period that is a list", 7, |files| {
        tell(files, |said| said["period"] = json!([null, null, 0, said["size"].clone()]));
    }),
    ("a filter that names no types", 7, |files| tell(files, |said| said["filter"]["types"] = json!([]))),
    ("a beginning that is null", 7, |files| tell(files, |said| said["period"]["from"] = json!(null))),
    ("a zero below zero", 7, |files| replace(files, "\"after\":0", "\"after\":-0")),
    ("half a letter", 7, |files| replace(files, "\"askedBy\":\"", "\"askedBy\":\"\\ud800")),
    ("a plan with something deep", 10, |files| {
        let name = "plan/end/safer-chelmsford.json";
        let text = String::from_utf8(files[name].clone()).unwrap();
        let deep = format!("\"name\":{}{},\"partnership\"", "[".repeat(200), "]".repeat(200));
        let (before, rest) = text.split_once("\"name\":\"Safer Chelmsford").unwrap();
        let (_, after) = rest.split_once("\"partnership\"").unwrap();
        files.insert(name.to_owned(), format!("{before}{deep}{after}").into_bytes());
    }),
    ("a plan with something beside its records", 10, |files| in_plan(files, |plan| plan["more"] = json!(1))),
    ("a plan without a name", 10, |files| {
        in_plan(files, |plan| drop(plan.as_object_mut().unwrap().remove("name")));
    }),
    ("a plan of which the partnership is null", 10, |files| {
        in_plan(files, |plan| plan["partnership"] = json!(null));
    }),
    ("a plan with another name, which is for reading", 0, |files| {
        in_plan(files, |plan| plan["name"] = json!("Another"));
    }),
    ("a bundle that somebody else asked for, which is for reading", 0, |files| {
        tell(files, |said| said["askedBy"] = json!("somebody else"));
    }),
    ("a plan that is named twice", 10, |files| {
        tell(files, |said| {
            let first = said["plans"][0].clone();
            said["plans"].as_array_mut().unwrap().push(first);
        });
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

/// Writes something else into a plan.
fn in_plan(files: &mut Files, tell: impl FnOnce(&mut Value)) {
    const PLAN: &str = "plan/end/safer-chelmsford.json";
    let mut plan: Value = serde_json::from_slice(&files[PLAN]).unwrap();
    tell(&mut plan);
    files.insert(PLAN.to_owned(), canonical(&plan).unwrap());
}

/// Takes the records whose ids begin so out of a plan.
fn take_out(files: &mut Files, ids: &str) {
    in_plan(files, |plan| {
        let records = plan["records"].as_array_mut().unwrap();
        records.retain(|record| !record["id"].as_str().unwrap().starts_with(ids));
    });
}

/// Takes plans out, and what the bundle says of them.
fn take_plans_out(files: &mut Files, begins: &str) {
    files.retain(|name, _| !name.starts_with(begins));
    let mut said: Value = serde_json::from_slice(&files["bundle.json"]).unwrap();
    let is_there = |plan: &Value| files.contains_key(plan["file"].as_str().unwrap());
    said["plans"].as_array_mut().unwrap().retain(is_there);
    files.insert("bundle.json".to_owned(), serde_json::to_vec(&said).unwrap());
}

/// The status with which each of the two programs ends, and all that they say.
pub fn judged(scene: &Scene, path: &Path) -> ((i32, i32), String) {
    let report = verify::bundle(path, &Given::Itself.kept(scene));
    let ours = match report.as_ref().map(verify::Report::standing) {
        Err(_) => 7,
        Ok(verify::Standing::Proved) => 0,
        Ok(verify::Standing::Wrong) => 10,
        Ok(verify::Standing::Contradicted) => 12,
        Ok(verify::Standing::DeclaredLoss) => 13,
    };
    let (theirs, said) = python(scene.folder.path(), path, scene.key, &[]);
    ((ours, theirs), format!("{report:#?} {said}"))
}

/// Lets the manifest begin otherwise.
fn retell(files: &mut Files, begin: &[u8]) {
    tell(files, |_| ());
    let text = files.get_mut("bundle.json").unwrap();
    *text = [begin, &text[1..]].concat();
}

/// Puts other words into the manifest.
fn replace(files: &mut Files, from: &str, to: &str) {
    tell(files, |_| ());
    let text = String::from_utf8(files["bundle.json"].clone()).unwrap();
    assert!(text.contains(from), "{text}");
    files.insert("bundle.json".to_owned(), text.replace(from, to).into_bytes());
}

/// Puts something before the newest checkpoint.
pub fn before_newest(files: &mut Files, what: &str) {
    let newest = files.keys().rfind(|name| name.starts_with("log/checkpoints/")).unwrap().clone();
    let note = [what.as_bytes(), &files[&newest]].concat();
    files.insert(newest, note);
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
        let (statuses, said) = judged(scene, &path);
        if statuses != (*status, *status) {
            wrong.push(format!("{name}: {statuses:?} instead of {status}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_a_bundle_of_one_partnership_no_plan_can_be_taken_out() {
    let scene = Scene::shared();
    let partnership = scene.directory.partnership_by_slug("safer-chelmsford").unwrap().id;
    let asked = Asked { partnership: Some(partnership), scope: everything(), ..Asked::default() };
    let signed = Signed { notes: vec![scene.newest.clone()], keys: vec![(ORIGIN.to_owned(), scene.key)] };
    let path = scene.place("of-one.zip");
    export_asked(&mut scene.database.url.connect().unwrap(), &scene.directory, (&asked, &signed), &path);
    let (statuses, said) = judged(scene, &path);
    assert_eq!(statuses, (0, 0), "{said}");
    let original = read(&path);
    let spoils: &[(&str, Spoil)] = &[
        ("the plan at the end", |files| take_plans_out(files, "plan/end/")),
        ("both plans", |files| take_plans_out(files, "plan/")),
        ("the plan, of a bundle that is said to be of everything", |files| {
            tell(files, |said| said["filter"] = json!({}));
            take_plans_out(files, "plan/end/");
        }),
        ("the records of a plan", |files| take_out(files, "p")),
    ];
    for (name, spoil) in spoils {
        let mut files = original.clone();
        spoil(&mut files);
        write(&files, &path, true);
        let (statuses, said) = judged(scene, &path);
        assert_eq!(statuses, (10, 10), "{name}: {said}");
    }
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
fn a_file_that_no_bundle_has_is_named_by_both_programs() {
    let scene = Scene::shared();
    let mut files = read(&scene.bundle);
    for name in ["notes.txt", "plan/end/evil.html", "plan/end/evil.json", "plan/end/safer-chelmsford.txt"] {
        files.insert(name.to_owned(), b"<h1>Not of this register</h1>".to_vec());
    }
    let path = scene.place("more.zip");
    write(&files, &path, true);
    let (statuses, said) = judged(scene, &path);
    assert_eq!((statuses, said.matches("no bundle has such a file").count()), ((10, 10), 8), "{said}");
}

/// What both programs say on the console of a bundle, given such an option.
pub fn on_the_console(scene: &Scene, bundle: &Path, option: [&str; 2]) -> [Said; 2] {
    let bundle = bundle.to_str().unwrap();
    let ours = run(&scene.database.url, &["verify", bundle, option[0], option[1]]);
    let mut theirs = std::process::Command::new("python3");
    theirs.arg(root().join("docs/verify.py")).arg(bundle).args(option);
    [ours, said(theirs.output().unwrap())]
}

#[test]
fn what_somebody_brings_along_and_is_of_no_use_is_named_by_both_programs() {
    let scene = Scene::shared();
    let private = scene.ring.keys()[0].written(ORIGIN);
    let cases = [
        ("--key", "# none yet\n", "there is no key in"),
        ("--key", private.as_str(), "this is a private key"),
        ("--key", "hello", "a public key of a log, NAME+HASH+KEY"),
        ("--checkpoint", "", "this is not a checkpoint"),
        ("--checkpoint", "hello", "this is not a checkpoint"),
    ];
    for (option, text, words) in cases {
        let file = scene.place("brought.txt");
        std::fs::write(&file, text).unwrap();
        let file = file.to_str().unwrap();
        for told in on_the_console(scene, &scene.bundle, [option, file]) {
            assert_eq!(told.status, 7, "{told:?}");
            assert!(told.stderr.contains(words) && told.stderr.contains(file), "{option} {text}: {told:?}");
        }
    }
    for told in on_the_console(scene, &scene.bundle, ["--key", "missing.txt"]) {
        assert!(told.status == 7 && told.stderr.contains("cannot read missing.txt"), "{told:?}");
    }
}

#[test]
fn both_programs_read_a_key_as_windows_saves_it_and_say_what_is_only_for_reading() {
    let scene = Scene::shared();
    let file = scene.place("key.txt");
    std::fs::write(&file, format!("\u{feff}{}\r\n", scene.key.written(ORIGIN))).unwrap();
    for told in on_the_console(scene, &scene.bundle, ["--key", file.to_str().unwrap()]) {
        assert_eq!(told.status, 0, "{told:?}");
        assert!(told.stdout.contains("The pages, the table and README.txt are for reading"), "{told:?}");
    }
}
