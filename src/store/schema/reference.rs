//! The tables of what documents are held against: municipalities, accounts, functions, prices.

use crate::domain::FunctionLevel;
use crate::store::schema::TableOf;
use crate::store::schema::column::{code, date, decimal, integer, text, year};

pub(in crate::store) const MUNICIPALITY: TableOf = TableOf {
    name: "municipality",
    columns: &[
        text("code"),
        text("slug"),
        text("name_fi"),
        text("name_sv"),
        text("name_en"),
        text("region_code"),
        text("region_fi"),
        text("region_sv"),
        text("region_en"),
        text("business_id").optional(),
    ],
    derived: &[],
    key: "code",
};
pub(in crate::store) const POPULATION: TableOf = TableOf {
    name: "population",
    columns: &[
        text("municipality_code").to("municipality"),
        integer("position"),
        date("date"),
        integer("persons"),
        text("status"),
        text("source"),
    ],
    derived: &[],
    key: "municipality_code, position",
};
pub(in crate::store) const ACCOUNT: TableOf = TableOf {
    name: "account",
    columns: &[
        text("code"),
        text("parent_code").to("account").optional(),
        text("name_fi"),
        text("name_sv"),
        text("name_en"),
        integer("position"),
        integer("sign").between(-1, 1),
    ],
    derived: &[],
    key: "code",
};
pub(in crate::store) const FUNCTION: TableOf = TableOf {
    name: "function",
    columns: &[
        text("code"),
        code("level", FunctionLevel::CODES),
        text("parent_code").to("function").optional(),
        text("name_fi").optional(),
        text("name_sv").optional(),
        text("name_en"),
        text("source"),
        text("status"),
    ],
    derived: &[],
    key: "code",
};
pub(in crate::store) const PRICE_INDEX: TableOf = TableOf {
    name: "price_index",
    columns: &[year("year"), decimal("value"), text("base"), text("status"), text("source")],
    derived: &[],
    key: "year",
};
pub(in crate::store) const REFORM: TableOf = TableOf {
    name: "reform",
    columns: &[text("code"), date("date"), text("functions"), text("description"), text("source")],
    derived: &[],
    key: "code",
};
pub(in crate::store) const SDG: TableOf = TableOf {
    name: "sdg",
    columns: &[
        integer("number"),
        text("name_fi"),
        text("name_sv"),
        text("name_en"),
        text("source"),
        text("status"),
    ],
    derived: &[],
    key: "number",
};
