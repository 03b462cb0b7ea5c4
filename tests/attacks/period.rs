//! Bundles that are said to be of another period than the one that they cover.

use chrono::TimeDelta;
use partnership_register::commands::evidence::{Asked, Signed};
use partnership_register::store::change;
use serde_json::{Value, json};

use super::bundle::{read, write};
use super::odd::judged;
use super::scene::{ORIGIN, Scene, everything, export_asked};

/// What both programs say of a bundle from one change to another, when bundle.json names these
/// moments; none: as it was made.
fn said(scene: &Scene, period: [Option<u64>; 2], named: Value) -> ((i32, i32), String) {
    let mut conn = scene.database.url.connect().unwrap();
    let [from, to] =
        period.map(|change| change.map(|change| change::time_of(&mut conn, change).unwrap().unwrap()));
    let partnership = scene.directory.partnership_by_slug("safer-chelmsford").unwrap().id;
    let asked = Asked { from, to, partnership: Some(partnership), scope: everything(), ..Asked::default() };
    let signed = Signed { notes: vec![scene.newest.clone()], keys: vec![(ORIGIN.to_owned(), scene.key)] };
    let path = scene.place("period.zip");
    export_asked(&mut conn, &scene.directory, (&asked, &signed), &path);
    let mut files = read(&path);
    let mut manifest: Value = serde_json::from_slice(&files["bundle.json"]).unwrap();
    for (end, moment) in named.as_object().unwrap() {
        manifest["period"][end] = moment.clone();
    }
    files.insert("bundle.json".to_owned(), serde_json::to_vec(&manifest).unwrap());
    write(&files, &path, true);
    judged(scene, &path)
}

#[test]
fn that_a_period_reaches_to_a_moment_is_not_said_to_be_proved() {
    let scene = Scene::shared();
    let later = "2099-01-01T00:00:00.000000Z";
    let last = scene.size - 3;
    let (statuses, told) = said(scene, [None, Some(last)], json!({ "to": later }));
    assert_eq!(statuses, (0, 0), "{told}");
    let words = format!("That change {} was made after {later} is not shown here", last + 1);
    assert_eq!(told.matches(&words).count(), 2, "{told}");
    let (statuses, told) = said(scene, [None, Some(scene.size)], json!({ "to": later }));
    assert_eq!(statuses, (0, 0), "{told}");
    let words = format!("The log ended with change {} when the bundle was made", scene.size);
    assert_eq!(told.matches(&words).count(), 2, "{told}");
    let (statuses, told) = said(scene, [None, None], json!({}));
    assert_eq!(statuses, (0, 0), "{told}");
    assert!(!told.contains("is not shown here"), "{told}");
}

#[test]
fn where_a_period_begins_is_proved_by_the_change_before_it_or_said_not_to_be() {
    let scene = Scene::shared();
    let earlier = "1999-01-01T00:00:00.000000Z";
    // What came before is in the plan at the start, so it is shown.
    let (statuses, told) = said(scene, [Some(scene.size - 2), None], json!({ "from": earlier }));
    assert_eq!(statuses, (10, 10), "{told}");
    // The first change is of an agency, which is in no plan of a partnership.
    let (statuses, told) = said(scene, [Some(2), None], json!({ "from": earlier }));
    let words = format!("That change 1 was made before {earlier} is not shown here");
    assert_eq!((statuses, told.matches(&words).count()), ((0, 0), 2), "{told}");
}

#[test]
fn a_moment_that_is_written_otherwise_is_refused_by_both_programs() {
    let scene = Scene::shared();
    let mut conn = scene.database.url.connect().unwrap();
    let last = scene.size - 3;
    let at = change::time_of(&mut conn, last).unwrap().unwrap() + TimeDelta::microseconds(1);
    for format in
        ["%FT%T%.9fZ", "%FT%T%.6f+00:00", "%Ft%T%.6fz", "%F %T%.6fZ", "9999", "%FT%T%.6fZ and later"]
    {
        let moment = at.format(format).to_string();
        let (statuses, told) = said(scene, [None, Some(last)], json!({ "to": moment }));
        assert_eq!(statuses, (10, 10), "{moment}: {told}");
    }
}
