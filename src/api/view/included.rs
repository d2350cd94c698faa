//! What stands beside a resource in REST where `include` asks for it.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::json;
use utoipa::openapi::schema::{
    AllOfBuilder, ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::api::view::{
    BudgetLine, Finding, Indicator, InternalControlTask, Narrative, Objective, Risk, Unit,
};
use crate::query::Page;

/// A thing with what it leads to.
#[derive(Debug, Clone, Serialize)]
pub struct WithIncluded<T> {
    /// The thing.
    #[serde(flatten)]
    pub item: T,
    /// What it leads to.
    #[serde(flatten)]
    pub included: Included,
}

/// What a thing leads to: of each kind that `include` names the first.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Included {
    /// Amounts, as published last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_lines: Option<Part<BudgetLine>>,
    /// Objectives, with their outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objectives: Option<Part<Objective>>,
    /// Risks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risks: Option<Part<Risk>>,
    /// Tasks of internal control.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internal_control: Option<Part<InternalControlTask>>,
    /// Indicators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicators: Option<Part<Indicator>>,
    /// What documents say in sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narratives: Option<Part<Narrative>>,
    /// Findings about the amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Part<Finding>>,
    /// The units right below, or all below where descendants are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<Part<Unit>>,
}

/// The first of a list that stands beside a thing.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part<T> {
    /// The first items, in order.
    pub items: Vec<T>,
    /// How many items the whole list has.
    pub total_count: i64,
    /// The address of the whole list.
    pub list: String,
}

impl<T> Part<T> {
    /// The first page of a list.
    #[must_use]
    pub fn new(page: Page<T>, list: String) -> Self {
        let items = page.items.into_iter().map(|i| i.item).collect();
        Self { items, total_count: page.total_count, list }
    }
}

impl<T: ToSchema> ToSchema for Part<T> {
    fn name() -> Cow<'static, str> {
        format!("{}Part", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
        schemas.push((T::name().into(), T::schema()));
    }
}

/// Written out, because the derived schema of a generic struct repeats its items in place.
impl<T: ToSchema> PartialSchema for Part<T> {
    fn schema() -> RefOr<Schema> {
        let of = |kind| ObjectBuilder::new().schema_type(SchemaType::Type(kind));
        let items = ArrayBuilder::new()
            .items(Ref::from_schema_name(T::name()))
            .description(Some("The first items, in order."));
        let total = of(Type::Integer)
            .minimum(Some(0))
            .description(Some("How many items the whole list has."))
            .examples([json!(577)]);
        let list = of(Type::String)
            .description(Some("The address of the whole list."))
            .examples([json!("http://127.0.0.1:8080/v1/objectives?unit=kemijarvi")]);
        ObjectBuilder::new()
            .description(Some("The first of a list that stands beside a thing."))
            .property("items", items)
            .property("totalCount", total)
            .property("list", list)
            .required("items")
            .required("totalCount")
            .required("list")
            .into()
    }
}

/// Adds the schema of a part; gives the name of its field and a reference to it.
type Described = fn(&mut Vec<(String, RefOr<Schema>)>) -> Ref;

/// The kinds, as `include` names them.
const KINDS: &[(&str, Described)] = &[
    ("budgetLines", part::<BudgetLine>),
    ("objectives", part::<Objective>),
    ("risks", part::<Risk>),
    ("internalControl", part::<InternalControlTask>),
    ("indicators", part::<Indicator>),
    ("narratives", part::<Narrative>),
    ("findings", part::<Finding>),
    ("children", part::<Unit>),
];

fn part<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Ref {
    Part::<T>::schemas(schemas);
    schemas.push((Part::<T>::name().into(), Part::<T>::schema()));
    Ref::from_schema_name(Part::<T>::name())
}

impl ToSchema for Included {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        for (_, describe) in KINDS {
            describe(schemas);
        }
    }
}

/// Written out, because a derived schema repeats generic parts in place.
impl PartialSchema for Included {
    fn schema() -> RefOr<Schema> {
        let about = "What a thing leads to: of each kind that `include` names the first.";
        let object = ObjectBuilder::new().description(Some(about));
        let add = |object: ObjectBuilder, (name, describe): &(&str, Described)| {
            object.property(*name, describe(&mut Vec::new()))
        };
        KINDS.iter().fold(object, add).into()
    }
}

impl<T: ToSchema> ToSchema for WithIncluded<T> {
    fn name() -> Cow<'static, str> {
        format!("{}WithIncluded", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
        schemas.push((T::name().into(), T::schema()));
        Included::schemas(schemas);
        schemas.push((Included::name().into(), Included::schema()));
    }
}

/// Written out, because the derived schema of a generic struct repeats its items in place.
impl<T: ToSchema> PartialSchema for WithIncluded<T> {
    fn schema() -> RefOr<Schema> {
        AllOfBuilder::new()
            .description(Some("A thing with what it leads to."))
            .item(Ref::from_schema_name(T::name()))
            .item(Ref::from_schema_name(Included::name()))
            .into()
    }
}
