//! The enums of what documents say besides their budget lines.

use async_graphql::Enum;
use serde::Serialize;
use utoipa::ToSchema;

public! {
    /// What kind of objective.
    ObjectiveKind of crate::domain::ObjectiveKind {
        /// Derived from the strategy of the municipality.
        Strategic,
        /// Set for the work of the unit (toiminnallinen tavoite).
        Operational,
        /// A measure or project for productivity (tuottavuustoimenpide).
        Productivity,
    }
}

public! {
    /// Whom an objective binds (sitovuustaso).
    BindingLevel of crate::domain::BindingLevel {
        /// Adopted by the council.
        Council,
        /// Set below the council for a service area.
        ServiceArea,
    }
}

public! {
    /// What a document states about how far an objective has come; never derived.
    OutcomeStatus of crate::domain::OutcomeStatus {
        /// It is coming about ("toteutuu", a check mark).
        OnTrack,
        /// It has come about ("toteutunut").
        Achieved,
        /// It is coming about in part ("toteutuu osittain").
        Partly,
        /// It is not coming about ("ei toteudu").
        NotAchieved,
    }
}

public! {
    /// How a figure compares with its target.
    Comparator of crate::domain::Comparator {
        /// Exactly, or simply named.
        Equal,
        /// No less ("vähintään", "yli").
        AtLeast,
        /// No more ("enintään", "alle").
        AtMost,
    }
}

public! {
    /// What a section of text is about.
    NarrativeKind of crate::domain::NarrativeKind {
        /// Purpose and environment of a unit.
        Purpose,
        /// What the work centres on.
        Focus,
        /// How the budget came out and how overruns are prevented.
        BudgetExecution,
        /// What a service area does.
        Description,
        /// Words on the figures beside them.
        Comment,
        /// A note below a table.
        TableNote,
        /// Anything else.
        Other,
    }
}
