//! How pages and feeds are served: headers, tags, redirects, and how long they are kept.

use http::Method;

use super::support::*;

const PLAN: &str = "/partnerships/safer-chelmsford";

#[tokio::test]
async fn every_answer_names_its_type_and_has_a_tag_that_is_honoured() {
    let site = Site::of(FOUNDING).await;
    for (path, media) in [
        ("/", "text/html; charset=utf-8"),
        (PLAN, "text/html; charset=utf-8"),
        ("/partnerships/safer-chelmsford/plan.json", "application/json; charset=utf-8"),
        ("/partnerships/safer-chelmsford/projects.csv", "text/csv; charset=utf-8; header=present"),
        ("/partnerships/safer-chelmsford/calendar.ics", "text/calendar; charset=utf-8"),
        ("/schema.graphql", "text/plain; charset=utf-8"),
        ("/assets/pages.css", "text/css; charset=utf-8"),
        ("/favicon.ico", "image/svg+xml"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), media, "{path}");
        assert_eq!(answer.header("cache-control"), "public, no-cache", "{path}");
        let tag = answer.header("etag");
        assert!(tag.starts_with('"') && tag.len() > 20, "{path}: {tag}");
        for sent in [tag.to_owned(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let again = site.ask(Method::GET, path, &[("if-none-match", &sent)]).await;
            assert_eq!(again.status, 304, "{path}: {sent}");
            assert_eq!((again.body.as_str(), again.header("etag")), ("", tag), "{path}");
        }
        let other = site.ask(Method::GET, path, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(other.status, 200, "{path}");
        let head = site.ask(Method::HEAD, path, &[]).await;
        assert_eq!((head.status.as_u16(), head.body.as_str()), (200, ""), "{path}");
        assert_eq!(head.header("etag"), tag, "{path}");
        assert_eq!(head.header("content-length"), answer.body.len().to_string(), "{path}");
        assert_eq!(site.ask(Method::POST, path, &[]).await.status, 405, "{path}");
    }
}

#[tokio::test]
async fn pages_allow_no_script_and_feeds_are_open_to_all() {
    let site = Site::of(FOUNDING).await;
    for path in ["/", PLAN, "/partnerships/nowhere"] {
        let policy = site.get(path).await.header("content-security-policy").to_owned();
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{path}: {policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{path}: {policy}");
    }
    for name in ["plan.json", "projects.csv", "calendar.ics"] {
        let answer = site.get(&format!("{PLAN}/{name}")).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
        assert!(answer.header("content-disposition").contains("filename=\"safer-chelmsford"));
    }
    let asked = site.ask(Method::OPTIONS, "/partnerships/safer-chelmsford/plan.json", &[]).await;
    assert_eq!((asked.status.as_u16(), asked.header("access-control-allow-headers")), (204, "If-None-Match"));
    assert_eq!(site.get(PLAN).await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn the_style_sheet_is_kept_for_ever_only_under_its_version() {
    let site = Site::of(FOUNDING).await;
    let page = site.get(PLAN).await.body;
    let start = page.find("/assets/pages.css?v=").unwrap();
    let href = &page[start..start + page[start..].find('"').unwrap()];
    assert!(site.get(href).await.header("cache-control").contains("immutable"));
    assert_eq!(site.get("/assets/pages.css?v=old").await.header("cache-control"), "public, no-cache");
}

#[tokio::test]
async fn a_former_slug_leads_on_and_an_unknown_one_is_a_page_of_ours() {
    let site = Site::of(EVERYTHING).await;
    for rest in ["", "/plan.json", "/projects.csv", "/calendar.ics"] {
        let moved = site.get(&format!("/partnerships/old-valley{rest}")).await;
        assert_eq!(moved.status, 308, "{rest}");
        assert_eq!(moved.header("location"), format!("/partnerships/example-valley{rest}"));
    }
    assert_eq!(
        site.get("/partnerships/example-valley/").await.header("location"),
        "/partnerships/example-valley"
    );
    for path in
        ["/partnerships/nowhere", "/partnerships/%ff", "/partnerships/%3Cscript%3E", "/partnerships/nowhere/"]
    {
        let missing = site.get(path).await;
        assert_eq!(missing.status, 404, "{path}");
        assert_eq!(missing.header("content-type"), "text/html; charset=utf-8");
        assert!(missing.body.contains("<h1>Page not found</h1>"));
    }
    assert_eq!(site.get("/partnerships/nowhere/plan.json").await.status, 404);
}

#[tokio::test]
async fn a_page_is_kept_until_its_partnership_changes_and_not_when_another_does() {
    let site = Site::of(FOUNDING).await;
    site.load(EVERYTHING).await;
    let tag = |path: &'static str| {
        let site = &site;
        async move { site.get(path).await.header("etag").to_owned() }
    };
    const PATHS: [&str; 5] = [
        "/partnerships/example-valley",
        "/partnerships/example-valley/calendar.ics",
        "/partnerships/example-valley/projects.csv",
        PLAN,
        "/partnerships/safer-chelmsford/projects.csv",
    ];
    let mut before = Vec::new();
    for path in PATHS {
        before.push(tag(path).await);
    }
    site.clock.set(at("2026-07-01T13:30:00Z"));
    site.load(
        &EVERYTHING
            .replace("Neighbourhood wardens", "Community wardens")
            .replace("Valley Board", "Valley Executive"),
    )
    .await;
    for (path, before) in PATHS.into_iter().zip(before) {
        let same = path.starts_with(PLAN);
        assert_eq!(tag(path).await == before, same, "{path}");
    }
    let page = site.get(PATHS[0]).await.body;
    assert!(page.contains("Community wardens") && page.contains("1 July 2026 at 14:30"));
}

#[tokio::test]
async fn what_depends_on_today_changes_at_midnight_in_london() {
    let site = Site::of(EVERYTHING).await;
    let leaving = "Charity that leaves today";
    let path = "/partnerships/example-valley";
    site.clock.set(at("2026-07-01T22:59:59Z"));
    assert!(site.get(path).await.body.contains(leaving));
    site.clock.set(at("2026-07-01T23:00:00Z"));
    assert!(!site.get(path).await.body.contains(leaving));
}

#[tokio::test]
async fn a_rename_shows_on_every_page_that_names_it() {
    let site = Site::of(EVERYTHING).await;
    let page = "/partnerships/example-valley";
    assert!(site.get("/").await.body.contains("Example Valley Partnership"));
    assert!(site.get(page).await.body.contains("Led by Valley Police."));
    let renamed = EVERYTHING.replace("Example Valley Partnership", "Greater Valley Partnership");
    site.load(&renamed.replace(r#""name": "Valley Police""#, r#""name": "Valley Constabulary""#)).await;
    assert!(site.get("/").await.body.contains(">Greater Valley Partnership<"));
    let page = site.get(page).await.body;
    assert!(
        page.contains("<h1>Greater Valley Partnership</h1>") && page.contains("Led by Valley Constabulary.")
    );
}
