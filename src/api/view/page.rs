//! A page of a list as REST shows it, and the page information that both faces share.

use std::borrow::Cow;

use async_graphql::SimpleObject;
use serde::Serialize;
use serde_json::json;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// A page of a list.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct List<T> {
    /// The items of this page, in order.
    pub items: Vec<T>,
    /// How many items the whole list has.
    pub total_count: i64,
    /// Where the page stands in the list.
    pub page_info: PageInfo,
    /// The address of the next page.
    pub next: Option<String>,
    /// Id of the release that the answer was made from.
    pub release: String,
}

impl<T: ToSchema> ToSchema for List<T> {
    fn name() -> Cow<'static, str> {
        format!("{}List", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
        schemas.push((T::name().into(), T::schema()));
        schemas.push((PageInfo::name().into(), PageInfo::schema()));
    }
}

/// Written out, because the derived schema of a generic struct repeats its items in place.
impl<T: ToSchema> PartialSchema for List<T> {
    fn schema() -> RefOr<Schema> {
        let of = |kind| ObjectBuilder::new().schema_type(SchemaType::Type(kind));
        let items = ArrayBuilder::new()
            .items(Ref::from_schema_name(T::name()))
            .description(Some("The items of this page, in order."));
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .description(Some("The address of the next page; null on the last one."))
            .examples([json!("http://127.0.0.1:8080/v1/units?first=50&after=eyJ2IjoxfQ")]);
        ObjectBuilder::new()
            .description(Some("A page of a list."))
            .property("items", items)
            .property(
                "totalCount",
                of(Type::Integer)
                    .minimum(Some(0))
                    .description(Some("How many items the whole list has."))
                    .examples([json!(577)]),
            )
            .property("pageInfo", Ref::from_schema_name(PageInfo::name()))
            .property("next", next)
            .property(
                "release",
                of(Type::String)
                    .description(Some("Id of the release that the answer was made from."))
                    .examples([json!("5f0c2a9d71be")]),
            )
            .required("items")
            .required("totalCount")
            .required("pageInfo")
            .required("next")
            .required("release")
            .into()
    }
}

/// Where a page stands in its list.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct PageInfo {
    /// Whether items follow after this page.
    pub has_next_page: bool,
    /// Whether items lie before this page.
    pub has_previous_page: bool,
    /// The cursor of the first item; null where the page is empty.
    pub start_cursor: Option<String>,
    /// The cursor of the last item, to be given as `after` for the next page; null where the page
    /// is empty.
    pub end_cursor: Option<String>,
}
