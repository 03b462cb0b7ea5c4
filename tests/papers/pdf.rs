//! The PDFs are accessible: checked with poppler's `pdfinfo`, which is not ours.

use std::process::Command;

use super::scene::{PAPER, STRATEGY, served};
use crate::support::server::TestServer;

/// What a program says of a PDF.
fn told(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, pdf).unwrap();
    let mut command = Command::new(program);
    command.args(arguments).arg(&path);
    if program == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().unwrap_or_else(|why| panic!("{program} of poppler-utils: {why}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Poppler reads the flag "Suspects", which must be there, as another type and says so.
    let wrong = String::from_utf8_lossy(&output.stderr)
        .replace("Syntax Error: Suspects object is wrong type (boolean)\n", "");
    assert_eq!(wrong, "", "{program} finds nothing wrong");
    String::from_utf8(output.stdout).unwrap()
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words of a tree of tags, without its tags.
fn words_of_tree(tree: &str) -> String {
    let quoted = tree.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    without_blanks(&quoted.collect::<String>())
}

#[test]
fn a_paper_is_tagged_named_and_in_a_language() {
    let server = served("PUBLIC");
    let pdf = server.bytes(&format!("{PAPER}.pdf")).bytes;
    let about = told("pdfinfo", &[], &pdf);
    let says = |name: &str| {
        let line = about.lines().find(|line| line.starts_with(&format!("{name}:")));
        line.unwrap_or_else(|| panic!("{name} in {about}")).split_once(':').unwrap().1.trim().to_owned()
    };
    assert_eq!(says("Title"), "One Chelmsford Board: paper for 11 June 2026 – Safer Chelmsford Partnership");
    assert_eq!(says("Tagged"), "yes");
    assert_eq!(says("Page size"), "595.28 x 841.89 pts (A4)");
    let raw = String::from_utf8_lossy(&pdf);
    assert!(raw.contains("/Lang(en-GB)") || raw.contains("/Lang (en-GB)"), "the language of the whole");
    assert!(raw.contains("<pdfuaid:part>1</pdfuaid:part>"), "it says what it conforms to");
}

#[test]
fn headings_do_not_skip_and_tables_have_headers() {
    let server = served("PUBLIC");
    for path in [PAPER, STRATEGY] {
        let tree = told("pdfinfo", &["-struct-text"], &server.bytes(&format!("{path}.pdf")).bytes);
        let tags: Vec<&str> =
            tree.lines().map(|line| line.trim().split([' ', ':']).next().unwrap()).collect();
        let headings = tags.iter().filter_map(|tag| tag.strip_prefix('H')?.parse::<u8>().ok());
        let mut before = 0;
        for level in headings {
            assert!(level <= before + 1, "{path}: H{level} after H{before}");
            before = level;
        }
        assert_eq!(tags.iter().filter(|tag| **tag == "H1").count(), 1, "{path}");
        let tables = tags.iter().filter(|tag| **tag == "Table").count();
        assert_eq!(tables, tags.iter().filter(|tag| **tag == "THead").count(), "{path}");
        assert_eq!(tables, tags.iter().filter(|tag| **tag == "Caption").count(), "{path}");
        if path == PAPER {
            assert!(tables > 5 && tags.contains(&"TH") && tags.contains(&"TD"), "{tree}");
        }
    }
}

#[test]
fn all_that_the_page_says_is_in_the_tags_in_the_same_order() {
    let server = served("PUBLIC");
    for path in [PAPER, STRATEGY] {
        let html = server.get(&format!("{path}.html")).body;
        let main = html.split("<main>").nth(1).unwrap().split("</main>").next().unwrap();
        let mut page = without_blanks(&super::scene::text(&format!("<body{main}")));
        let mut tree =
            words_of_tree(&told("pdfinfo", &["-struct-text"], &server.bytes(&format!("{path}.pdf")).bytes));
        for drawn in ['•', '\\'] {
            page = page.replace(drawn, "");
            tree = tree.replace(drawn, "");
        }
        assert_eq!(page, tree, "{path}");
    }
}

#[test]
fn a_marked_paper_says_so_on_every_page() {
    let server = served("PARTNERS");
    let member = super::scene::given(&server, partnership_register::model::Role::Coordinator, None);
    let user = server.test.add_user("coordinator@example.org", &[member]);
    let cookie = format!("register={}", server.test.begin_session(user).reveal());
    let pdf = server.bytes_with(&[("cookie", &cookie)], &format!("{PAPER}.pdf?partners=1")).bytes;
    let text = told("pdftotext", &[], &pdf);
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 3);
    for page in pages {
        assert!(page.contains("Contains partners’ content: not for publication"), "{page}");
    }
    assert!(text.contains("PARTNERS-ONLY-NOW") && !text.contains("RESTRICTED"));
}

#[test]
fn long_titles_and_other_scripts_do_not_break_a_document() {
    let test = crate::support::TestRegister::new();
    let mut file = crate::support::founding_file();
    let long = "A title that goes on ".repeat(10);
    file.projects[0].name = long.trim().to_owned();
    file.projects[1].name = "سلام 🙂 Ysgol Dŵr".to_owned();
    file.strategies[0].title = long.trim().to_owned();
    test.import(&file).unwrap();
    let server = TestServer::over(test);
    let text = told("pdftotext", &["-layout"], &server.bytes(&format!("{STRATEGY}.pdf")).bytes);
    assert!(text.contains("Ysgol Dŵr"), "{text}");
}
