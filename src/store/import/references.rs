//! What budget lines name must be there. The table with the most rows has no foreign keys: they
//! would be looked up row by row, which is most of a large import.

use crate::store::exchange::tables;
use crate::store::read::TextRow;
use crate::store::schema::BUDGET_LINE;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// Refuses lines that name what is not there: those of a document, or all.
pub(in crate::store) fn hold(
    session: &mut Session,
    document: Option<&str>,
) -> Result<(), StoreError> {
    for column in BUDGET_LINE.columns {
        let named = column.references.and_then(|name| tables().iter().find(|t| t.name == name));
        let Some(named) = named else { continue };
        let (name, key, column) = (named.name, named.key, column.name);
        let mut statement = Sql::new(&format!(
            "SELECT DISTINCT l.{column} AS value FROM budget_line l \
             LEFT JOIN {name} x ON x.{key} = l.{column} WHERE x.{key} IS NULL"
        ));
        if let Some(document) = document {
            statement = statement.text(" AND l.document_id = ").bind(document);
        }
        let dangling = session.load::<TextRow>(statement.text(" ORDER BY 1"))?;
        if let Some(TextRow { value }) = dangling.first() {
            let told =
                format!("budget_line.{column} names \"{value}\", which stands in no row of {name}");
            return Err(StoreError::Rejected(told));
        }
    }
    Ok(())
}
