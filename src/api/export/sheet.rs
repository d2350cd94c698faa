//! What a file of rows is made by: its layout and columns, and how they were asked for.

use std::sync::Arc;

use crate::api::export::{Chosen, Columns, Layout};
use crate::api::language::Language;

/// What a file of rows is made by.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) layout: &'static Layout,
    pub(crate) columns: Arc<Columns>,
    pub(crate) chosen: Chosen,
    pub(crate) language: Language,
}
