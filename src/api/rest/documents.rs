//! `/v1/documents`, with the text and the tables of a document.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call, municipalities, release};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, DOCUMENT, FIRST, FISCAL_YEAR, FROM, KIND_OF_DOCUMENT, LANGUAGE, MUNICIPALITY, TO,
};
use crate::api::view::{Document, DocumentLines, List, Table};
use crate::query::{self, Cursor, DocumentFilter, Page, PageItem};

pub(super) const LIST: Operation = Operation {
    path: "/v1/documents",
    id: "listDocuments",
    tag: "documents",
    summary: "Documents",
    description: "The documents that were read, by municipality, fiscal year and id.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &KIND_OF_DOCUMENT,
        &FISCAL_YEAR,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Document>>)),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = DocumentFilter {
        municipality: call.given.many(&MUNICIPALITY),
        document: call.given.many(&DOCUMENT),
        kind: call.given.many(&KIND_OF_DOCUMENT),
        fiscal_year: call.given.many(&FISCAL_YEAR),
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::documents(session, &filter, page)?;
        let codes = page.items.iter().map(|i| i.item.municipality_code.clone());
        let names = municipalities(session, codes, language)?;
        Ok(page.map(|document| {
            let municipality = names.get(&document.municipality_code).cloned();
            Document::new(document, municipality.unwrap_or_default())
        }))
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/documents/{id}",
    id: "getDocument",
    tag: "documents",
    summary: "A document",
    description: "A document by its id, with how much was read from it.",
    key: KEY,
    parameters: &[&LANGUAGE],
    answer: Body::Json(schema_of::<Document>),
    problems: ONE_PROBLEMS,
};

const KEY: Option<(&str, &str)> = Some(("Id of the document.", "kemijarvi-hallintopalvelut-2024"));

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one(move |session| {
        let document = query::document(session, &key)?;
        let code = document.municipality_code.clone();
        let mut names = municipalities(session, std::iter::once(code.clone()), language)?;
        Ok(Document::new(document, names.remove(&code).unwrap_or_default()))
    })
    .await
}

pub(super) const LINES: Operation = Operation {
    path: "/v1/documents/{id}/lines",
    id: "getDocumentLines",
    tag: "documents",
    summary: "Lines of a document's text",
    description: "The text of a document exactly as it was received, line by line.",
    key: KEY,
    parameters: &[&FROM, &TO],
    answer: Body::Json(schema_of::<DocumentLines>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn lines(call: Call) -> Answer {
    let (from, to) = (call.given.integer(&FROM)?, call.given.integer(&TO)?);
    let key = call.key();
    call.one(move |session| {
        let lines = query::document_lines(session, &key, from, to)?;
        Ok(DocumentLines::new(lines, release(session)?))
    })
    .await
}

pub(super) const TABLES: Operation = Operation {
    path: "/v1/documents/{id}/tables",
    id: "listDocumentTables",
    tag: "documents",
    summary: "Tables of a document",
    description: "Every table of money and of key figures of a document as printed, with every cell in its place: the raw \
        layer that budget lines and findings point into. All tables come in one page.",
    key: KEY,
    parameters: &[],
    answer: Body::Items(
        Layout::list(schema_of::<List<Table>>)
            .by(&["rows", "cells"])
            .at(&[(&["documentId"], &["rows", "cells", "line"])]),
    ),
    problems: ONE_PROBLEMS,
};

pub(super) async fn tables(call: Call) -> Answer {
    let key = call.key();
    call.list(move |session, _| {
        let tables = query::document_tables(session, &key)?;
        let item = |table: crate::domain::Table| PageItem {
            cursor: Cursor::named(&table.id),
            item: Table::new(&key, table),
        };
        Ok(Page {
            total_count: i64::try_from(tables.len()).unwrap_or(i64::MAX),
            items: tables.into_iter().map(item).collect(),
            has_next_page: false,
            has_previous_page: false,
        })
    })
    .await
}
