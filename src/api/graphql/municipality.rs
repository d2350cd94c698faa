//! What a municipality leads to.

use async_graphql::{ComplexObject, Context, ID, OutputType, Result};

use crate::api::graphql::connection::Connection;
use crate::api::graphql::contents::ContentsBelow;
use crate::api::graphql::lines_below::LinesOfMunicipality;
use crate::api::graphql::shape::{document_of, unit_of, years};
use crate::api::graphql::{Ask, NESTED_FIRST, codes, ids, page, price};
use crate::api::language::Language;
use crate::api::view::{Document, DocumentKind, FiscalYears, Municipality, Region, Unit, UnitKind};
use crate::query::{Below, DocumentFilter, UnitFilter};

#[ComplexObject]
impl Municipality {
    /// Id: the code.
    pub(crate) async fn id(&self) -> ID {
        ID(self.code.clone())
    }

    /// Name in one language.
    async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language; that of the request where none is given.")]
        language: Option<Language>,
    ) -> &str {
        self.names.of(ctx.language(language))
    }

    /// Its documents, by fiscal year and id.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Kinds of document.")] kind: Option<Vec<DocumentKind>>,
        #[graphql(desc = "Fiscal years, or ranges of them.")] fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(
            desc = "How many items to give, 1 to 500.",
            default_with = "NESTED_FIRST"
        )]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Document>> {
        let filter = DocumentFilter {
            kind: codes(kind, DocumentKind::as_str),
            fiscal_year: years(fiscal_year),
            ..DocumentFilter::default()
        };
        let loader = &ctx.loading().documents_of_municipalities;
        let loader = loader.with((filter, page(ctx, first, after)));
        let page = loader.require(self.code.clone()).await?;
        Ok(Connection::new(page, document_of))
    }

    /// Its units, a unit before its descendants.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Levels.")] kind: Option<Vec<UnitKind>>,
        #[graphql(desc = "Units that these documents state amounts of or are about: ids.")]
        document: Option<Vec<ID>>,
        #[graphql(desc = "A part of the name or of the code, in any case of letters.")] q: Option<
            String,
        >,
        #[graphql(
            desc = "How many items to give, 1 to 500.",
            default_with = "NESTED_FIRST"
        )]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Unit>> {
        let filter = UnitFilter {
            kind: codes(kind, UnitKind::as_str),
            document: ids(document),
            q,
            ..UnitFilter::default()
        };
        let loader = &ctx.loading().units_of_municipalities;
        let loader = loader.with((filter, page(ctx, first, after)));
        let page = loader.require(self.code.clone()).await?;
        Ok(Connection::new(page, unit_of))
    }

    #[graphql(flatten)]
    fn budget_lines(&self) -> LinesOfMunicipality {
        LinesOfMunicipality { parent: self.code.clone() }
    }

    #[graphql(flatten)]
    fn contents_below(&self) -> ContentsBelow {
        ContentsBelow::new(Below::Municipality, &self.code)
    }
}

#[ComplexObject]
impl Region {
    /// Name in one language.
    async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language; that of the request where none is given.")]
        language: Option<Language>,
    ) -> &str {
        self.names.of(ctx.language(language))
    }
}
