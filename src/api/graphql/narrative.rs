//! Sections of text: what leads to them, and what they lead to.

use async_graphql::{ComplexObject, Context, Error, ID, Object, OutputType, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::{Connection, list_cost};
use crate::api::graphql::{Ask, NESTED_FIRST, Origin, ROOT_FIRST, codes, ids, page};
use crate::api::view::{Narrative, NarrativeKind, Printed};
use crate::query::{self, Below, ContentFilter, NarrativeFilter};

#[ComplexObject]
impl Narrative {
    /// Id: the document and the line on which it begins.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    #[graphql(flatten)]
    fn origin(&self) -> Origin {
        let (municipality, unit) = (self.municipality.code.clone(), self.unit.id.clone());
        Origin { municipality, unit, place: self.place() }
    }
}

/// The questions at the root.
pub(crate) struct NarrativeQuestions;

/// The questions at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl NarrativeQuestions {
    /// What documents say of units in sentences, by municipality, document and place in the document.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn narratives(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(desc = "What the text is about.")] kind: Option<Vec<NarrativeKind>>,
        #[graphql(
            desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
        )]
        q: Option<String>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Narrative>> {
        let content = ContentFilter {
            municipality: municipality.unwrap_or_default(),
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            q,
        };
        let filter = NarrativeFilter { content, kind: codes(kind, NarrativeKind::as_str) };
        let (page, language) = (page(first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::narratives(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |stated| Narrative::new(stated, language)))
    }

    /// A section of text.
    async fn narrative(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the section of text.")] id: ID,
    ) -> Option<Result<Narrative>> {
        let asked = ask(ctx.store(), move |s| query::narrative(s, &id)).await;
        Some(asked.map(|stated| Narrative::new(stated, ctx.language(None))).map_err(Error::from))
    }
}

/// The same question below a municipality, a document or a unit.
pub(crate) struct NarrativeBelow {
    pub(crate) of: Below,
    pub(crate) parent: String,
}

/// The same question below a municipality, a document or a unit.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl NarrativeBelow {
    /// What is said of it in sentences, by municipality, document and place in the document.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn narratives(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(
            desc = "Also every unit below the units named, or below the unit that is asked.",
            default
        )]
        include_descendants: bool,
        #[graphql(desc = "What the text is about.")] kind: Option<Vec<NarrativeKind>>,
        #[graphql(
            desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
        )]
        q: Option<String>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "NESTED_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Narrative>> {
        let content = ContentFilter {
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            q,
            ..ContentFilter::default()
        };
        let filter = NarrativeFilter { content, kind: codes(kind, NarrativeKind::as_str) };
        let language = ctx.language(None);
        let loader = ctx.loading().narratives_below.with((self.of, filter, page(first, after)));
        let page = loader.require(self.parent.clone()).await?;
        Ok(Connection::new(page, |stated| Narrative::new(stated, language)))
    }
}
