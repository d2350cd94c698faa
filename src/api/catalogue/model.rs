//! The catalogue of one release at one address: what every way of telling it, as RDF, to CKAN or
//! to search engines, is made from.

use crate::api::catalogue::knowledge::{
    Content, Entry, FormatEntry, Knowledge, List, ReleaseFile, Texts, TimeOf, knowledge,
};
use crate::api::export::Format;
use crate::api::problem::{Code, Problem};
use crate::api::query_string::encode;
use crate::api::service::{Service, is_web_address};
use crate::domain::{Municipality, Period};
use crate::query::{DocumentRecord, Holdings};

/// The catalogue.
pub(crate) struct Catalogue<'a> {
    pub(crate) base: &'a str,
    pub(crate) service: &'a Service,
    pub(crate) holdings: &'a Holdings,
    pub(crate) knowledge: &'static Knowledge,
    pub(crate) datasets: Vec<Dataset<'a>>,
}

/// A dataset of it.
pub(crate) struct Dataset<'a> {
    pub(crate) entry: &'static Entry,
    pub(crate) uri: String,
    pub(crate) municipalities: Vec<&'a Municipality>,
    pub(crate) documents: Vec<&'a DocumentRecord>,
    pub(crate) period: Option<Period>,
    pub(crate) distributions: Vec<Distribution>,
}

/// A form in which a dataset can be had.
pub(crate) struct Distribution {
    pub(crate) uri: String,
    pub(crate) title: Texts,
    pub(crate) description: &'static Texts,
    pub(crate) access_url: String,
    /// The file; none where the address gives pages.
    pub(crate) download_url: Option<String>,
    /// The name of the format, as portals show it.
    pub(crate) format: &'static str,
    pub(crate) file_type: Option<&'static str>,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Option<u64>,
}

impl<'a> Catalogue<'a> {
    /// The catalogue of what is held, as seen at `base`.
    ///
    /// # Errors
    ///
    /// An address that cannot stand in links.
    pub(crate) fn new(
        service: &'a Service,
        base: &'a str,
        holdings: &'a Holdings,
    ) -> Result<Self, Problem> {
        if !is_web_address(base) {
            let detail = "The host that the request names cannot stand in links.";
            return Err(Problem::new(Code::MalformedRequest, detail));
        }
        let knowledge = knowledge()?;
        let dataset = |entry| Dataset::new(entry, base, holdings, knowledge);
        let datasets = knowledge.about.dataset.iter().map(dataset).collect();
        Ok(Self { base, service, holdings, knowledge, datasets })
    }

    /// An address of the service.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The dataset with this id.
    pub(crate) fn dataset(&self, id: &str) -> Option<&Dataset<'a>> {
        self.datasets.iter().find(|dataset| dataset.entry.id == id)
    }
}

impl<'a> Dataset<'a> {
    fn new(
        entry: &'static Entry,
        base: &str,
        holdings: &'a Holdings,
        knowledge: &'static Knowledge,
    ) -> Self {
        let uri = format!("{base}/dataset/{}", entry.id);
        let gives = |document: &&DocumentRecord| entry.holds.iter().any(|c| c.count(document) > 0);
        let documents: Vec<_> = holdings.documents.iter().filter(gives).collect();
        let covered = |m: &&Municipality| {
            documents.iter().any(|document| document.municipality_code == m.code)
        };
        Self {
            municipalities: holdings.municipalities.iter().filter(covered).collect(),
            period: match entry.period {
                TimeOf::Amounts => holdings.amounts,
                TimeOf::Documents => fiscal_years(&documents),
            },
            documents,
            distributions: distributions(entry, &uri, base, holdings, knowledge),
            entry,
            uri,
        }
    }
}

impl Content {
    /// How much of it a document gave.
    fn count(self, document: &DocumentRecord) -> usize {
        let (report, contents) = (&document.report, &document.report.contents);
        match self {
            Self::BudgetLines => report.budget_lines,
            Self::Findings => report.findings,
            Self::Objectives => contents.objectives,
            Self::Indicators => contents.indicators,
            Self::Risks => contents.risks,
            Self::InternalControl => contents.internal_control,
            Self::Narratives => contents.narratives,
        }
    }
}

fn fiscal_years(documents: &[&DocumentRecord]) -> Option<Period> {
    let years = || documents.iter().map(|document| document.fiscal_year);
    let (first, last) = (Period::year(years().min()?)?, Period::year(years().max()?)?);
    Some(Period { start: first.start, end: last.end })
}

fn distributions(
    entry: &'static Entry,
    uri: &str,
    base: &str,
    holdings: &Holdings,
    knowledge: &'static Knowledge,
) -> Vec<Distribution> {
    let vocabulary = &knowledge.vocabulary;
    let release = holdings.release.as_deref().filter(|_| entry.release_files);
    let files = release.into_iter().flat_map(|release| {
        vocabulary.release_file.iter().map(move |file| of_release(entry, file, uri, base, release))
    });
    let lists = entry.lists.iter().flat_map(|list| {
        vocabulary.format.iter().filter_map(move |format| of_list(list, format, uri, base))
    });
    files.chain(lists).collect()
}

/// A file of the release.
fn of_release(
    entry: &'static Entry,
    file: &'static ReleaseFile,
    uri: &str,
    base: &str,
    release: &str,
) -> Distribution {
    let (suffix, release) = (&file.suffix, encode(release));
    let address = format!("{base}/v1/dataset/releases/{release}/kuntavaaka-{release}.{suffix}");
    Distribution {
        uri: format!("{uri}#{suffix}"),
        title: entry.title.and(&format!(", {}", file.name)),
        description: &file.description,
        access_url: address.clone(),
        download_url: Some(address),
        format: &file.name,
        file_type: file.file_type.as_deref(),
        media_type: &file.media_type,
        bytes: None,
    }
}

/// A list in a format, where lists are given in it.
fn of_list(
    list: &'static List,
    known: &'static FormatEntry,
    uri: &str,
    base: &str,
) -> Option<Distribution> {
    let format = Format::OF_LISTS.iter().find(|format| format.as_str() == known.code)?;
    let address = format!("{base}{}", list.path);
    let file = format!("{address}.{}", known.code);
    let name = list.path.rsplit('/').next().unwrap_or_default();
    Some(Distribution {
        uri: format!("{uri}#{name}-{}", known.code),
        title: list.name.and(&format!(", {}", known.name)),
        description: &known.description,
        access_url: if known.paged { address } else { file.clone() },
        download_url: (!known.paged).then_some(file),
        format: &known.name,
        file_type: Some(&known.file_type),
        media_type: format.media_type(),
        bytes: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::rest::OPERATIONS;

    #[test]
    fn every_format_of_lists_is_in_the_catalogue_and_every_list_of_it_exists() {
        let knowledge = knowledge().unwrap();
        for format in Format::OF_LISTS {
            let known = knowledge.vocabulary.format.iter().any(|f| f.code == format.as_str());
            assert!(known, "data/catalogue/vocabulary.toml has no format {}", format.as_str());
        }
        for list in knowledge.about.dataset.iter().flat_map(|dataset| &dataset.lists) {
            let operation = OPERATIONS.iter().find(|operation| operation.path == list.path);
            assert!(operation.is_some_and(|o| o.layout().is_some()), "{}", list.path);
        }
    }

    #[test]
    fn a_catalogue_of_nothing_is_whole() {
        let holdings = Holdings::default();
        let service = Service::default();
        let catalogue = Catalogue::new(&service, "https://data.example", &holdings).unwrap();
        let whole = catalogue.dataset("kuntavaaka").unwrap();
        assert!(whole.distributions.is_empty() && whole.period.is_none());
        assert!(Catalogue::new(&service, "data.example", &holdings).is_err());
    }
}
