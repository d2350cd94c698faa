//! What stands in the place of `trace` where the program is built without traces (the feature
//! `otel`): the same doors, behind which nothing is done.

use actix_web::http::header::HeaderMap;

use crate::api::observe::identity::Identity;
use crate::api::observe::record::Record;
use crate::api::problem::Problem;

#[derive(Debug)]
pub(super) struct RequestSpan;

impl RequestSpan {
    pub(super) fn begin(_identity: &Identity, _headers: &HeaderMap) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "the span that is carried stands in `trace`")]
    pub(super) fn around<F>(&self, work: F) -> F {
        work
    }

    #[expect(clippy::unused_self, reason = "the span that ends stands in `trace`")]
    pub(super) fn end(&self, _record: &Record) {}
}

pub(crate) fn question<T, W>(work: W) -> W
where
    W: FnOnce() -> Result<T, Problem>,
{
    work
}

pub(crate) fn carried<F>(work: F) -> F {
    work
}
