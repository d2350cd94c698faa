//! `/v1/dataset/releases`: the states that the data was in, and their files.

use crate::api::download;
use crate::api::export::Layout;
use crate::api::problem::{Code, Problem};
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{AFTER, FIRST};
use crate::api::view::{List, Release};
use crate::query;

pub(super) const LIST: Operation = Operation {
    path: "/v1/dataset/releases",
    id: "listReleases",
    tag: "dataset",
    summary: "Releases",
    description: "The releases that this service has held, the newest first: what each held, what \
        it changed, and its files.",
    key: None,
    parameters: &[&FIRST, &AFTER],
    answer: Body::Items(Layout::list(schema_of::<List<Release>>)),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    call.list(|session, page| Ok(query::releases(session, page)?.map(Release::new))).await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/dataset/releases/{id}",
    id: "getRelease",
    tag: "dataset",
    summary: "A release",
    description: "What a release held, what it changed, and its files.",
    key: Some(("Id of the release, or `current`: the one that answers now.", "current")),
    parameters: &[],
    answer: Body::Json(schema_of::<Release>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let id = call.key();
    call.one(move |session| Ok(Release::new(query::release_by_id(session, &id)?))).await
}

pub(super) const FILE: Operation = Operation {
    path: "/v1/dataset/releases/{id}/{file}",
    id: "downloadRelease",
    tag: "dataset",
    summary: "A file of a release",
    description: "The package of a release (zip: Data Package v2 with CSVW, CSV and Parquet) or \
        its database (SQLite), under an address whose bytes never change; `.sha256` after the \
        name gives the checksum as `sha256sum` writes it. Takes `Range`.",
    key: Some(("Id of the release.", "5f0c2a9d71be")),
    parameters: &[],
    answer: Body::File,
    problems: &[Code::NotFound, Code::RangeNotSatisfiable, Code::DatabaseUnavailable],
};

pub(super) async fn file(call: Call) -> Answer {
    let (release, name) = (call.key(), call.part("file"));
    let (of, is_sum) = match name.strip_suffix(".sha256") {
        Some(of) => (of, true),
        None => (name.as_str(), false),
    };
    let kind = query::FileKind::ALL.iter().find(|kind| kind.name_of(&release) == of);
    let Some(kind) = kind.copied() else { return Err(no_file(&release, &name)) };
    // A release that was never held is told from one whose file is not here.
    let id = release.clone();
    call.ask(move |session| query::release_by_id(session, &id)).await?;
    let Some(shelving) = &call.faces.shelf else { return Err(no_file(&release, &name)) };
    let shelved = shelving.file(&call.faces.store, &release, kind).await?;
    let Some(shelved) = shelved else { return Err(no_file(&release, &name)) };
    if is_sum {
        let line = format!("{}  {of}\n", shelved.file.sha256);
        return Ok(actix_web::HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .body(line));
    }
    download::send(&call.request, &shelved, kind)
}

fn no_file(release: &str, name: &str) -> Problem {
    let names: Vec<String> =
        query::FileKind::ALL.iter().map(|kind| kind.name_of(release)).collect();
    let shown: String = name.chars().take(80).collect();
    let detail = format!(
        "There is no file \"{shown}\" of release {release} here; each release has {}, and the \
         files of releases that were replaced are kept where they were imported.",
        names.join(" and ")
    );
    Problem::new(Code::NotFound, detail)
}
