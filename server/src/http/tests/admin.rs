//! The admin web's files, whether or not they are built into this binary.

use super::{Answer, Server};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
                      object-src 'none'; frame-ancestors 'none'; form-action 'self'";

#[tokio::test]
async fn the_admin_web_has_one_address_that_ends_in_a_slash() {
    let answer = Server::start().await.get("/admin", &[]).await;
    assert_eq!((answer.status, answer.header("location")), (308, Some("/admin/")));
}

#[tokio::test]
async fn every_page_of_the_admin_web_is_the_same_file() {
    let server = Server::start().await;
    let index = server.get("/admin/", &[]).await;
    let built = index.status == 200;
    for target in ["/admin/set-up", "/admin/accept-invitation?x=1", "/admin/projects/a%2Fb/edit/"] {
        let page = server.get(target, &[]).await;
        assert_eq!((page.status, &page.body), (index.status, &index.body), "{target}");
        if built {
            is_page(&page, target);
        }
    }
    if built {
        let tag = index.header("etag").unwrap();
        let again = server.get("/admin/history", &[("If-None-Match", tag)]).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
    } else {
        assert_eq!(index.status, 404);
        assert!(String::from_utf8_lossy(&index.body).contains("`make build`"), "{index:?}");
    }
}

fn is_page(page: &Answer, target: &str) {
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{target}");
    assert_eq!(page.header("cache-control"), Some("no-cache"), "{target}");
    assert_eq!(page.header("content-security-policy"), Some(POLICY), "{target}");
}

#[tokio::test]
async fn what_a_page_of_the_admin_web_loads_is_kept_for_ever_and_is_nothing_else() {
    let server = Server::start().await;
    let index = String::from_utf8(server.get("/admin/", &[]).await.body).unwrap();
    for path in index.split('"').filter(|text| text.starts_with("/admin/assets/")) {
        let file = server.get(path, &[]).await;
        assert_eq!(file.status, 200, "{path}");
        assert_eq!(file.header("cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
        assert_ne!(file.header("content-type"), Some("application/octet-stream"), "{path}");
    }
    let missing = server.get("/admin/assets/none.js", &[]).await;
    assert_eq!((missing.status, missing.code().as_str()), (404, "NOT_FOUND"));
    assert_eq!(server.request("POST", "/admin/", &[], "{}").await.status, 405);
}
